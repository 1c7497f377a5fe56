//! What everybody saw in the end.

use evidence::PersonResult;

use super::draw::Population;
use crate::environment::{Environment, PartError};
use crate::release::of_scenario;

/// One result per person, in the order in which they were drawn.
pub(super) async fn people(
    environment: &Environment,
    population: &Population,
) -> Result<Vec<PersonResult>, PartError> {
    let mut people = Vec::new();
    for (index, person) in population.people.iter().enumerate() {
        let phones = &environment.phones;
        people.push(PersonResult {
            name: person.name.clone(),
            platform: of_scenario(person.platform),
            close_contact: population.is_close_contact(index),
            notified: phones.was_notified_of_contact(&person.name).await?,
            displayed: displays_contact(environment, &person.name).await?,
        });
    }
    Ok(people)
}

/// An app without a list displays nothing.
async fn displays_contact(environment: &Environment, name: &str) -> Result<bool, PartError> {
    match environment.phones.contact_list(name).await {
        Ok(contacts) => Ok(!contacts.is_empty()),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error),
    }
}
