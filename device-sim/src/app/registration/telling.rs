//! What the user sees of a registration.

use super::RegistrationResult;
use crate::app::behaviour::{Completion, Home, RegisterButton};
use crate::app::screens::registration::RegistrationForm;
use crate::app::screens::registration_dialogs::RegistrationDialog;
use crate::app::{App, Screen, Surroundings, home, screens};

impl App {
    /// Why there is no registration to go through.
    pub(super) fn cannot_register(&self, around: &Surroundings<'_>) -> Option<(RegistrationResult, Screen)> {
        if !self.starts {
            return Some((RegistrationResult::AppClosed, screens::start::app_cannot_open()));
        }
        if let Some(screen) = home::unsupported(around.framework) {
            return Some((RegistrationResult::NotSupported, screen));
        }
        if self.release.home == Home::EndOfService {
            let page = self.first_page_of_the_end();
            return Some((RegistrationResult::Failed, page.screen()));
        }
        (!self.stored.is_in_use()).then(|| (RegistrationResult::Failed, screens::start::tutorial()))
    }

    /// What the user sees of a result.
    pub(super) fn told(
        &self,
        result: RegistrationResult,
        is_error: bool,
        waited: bool,
        around: &Surroundings<'_>,
    ) -> Screen {
        use RegistrationResult as R;
        let errors_before = if waited { self.registration_errors } else { 0 };
        let wording = self.release.dialogs;
        let dialog = match result {
            R::Completed if self.release.completion == Completion::Page => {
                return screens::registration::completion_page();
            }
            R::Completed => return screens::registration::completed(errors_before),
            R::Declined => return screens::registration::declined(),
            R::AppClosed => return screens::registration::app_closes(),
            R::ReturnedHome => return screens::registration::returns_home(),
            R::NothingShown => return screens::registration::form(self.form(around)),
            // The button could not be pressed.
            R::InvalidFormat if !is_error => return screens::registration::form(self.form(around)),
            R::Cancelled => RegistrationDialog::Cancelled,
            R::WrongNumber => RegistrationDialog::WrongNumber,
            R::CannotConnect => RegistrationDialog::CannotConnect,
            R::NoConnection => RegistrationDialog::NoConnection,
            R::InvalidFormat => RegistrationDialog::InvalidFormat,
            R::InvalidKeys => RegistrationDialog::InvalidKeys,
            R::NothingToSubmit => RegistrationDialog::NothingToSubmit,
            R::DomesticOnly => RegistrationDialog::DomesticOnly,
            R::ExposureNotificationOff => RegistrationDialog::ExposureNotificationOff,
            R::Failed | R::NotSupported => RegistrationDialog::Failed,
        };
        screens::registration::not_registered(errors_before, &dialog.texts(wording))
    }

    pub(super) fn form(&self, around: &Surroundings<'_>) -> RegistrationForm {
        match self.release.register_button {
            RegisterButton::Always | RegisterButton::EightCharacters => RegistrationForm::Number,
            RegisterButton::EightCharactersAndSymptoms => RegistrationForm::NumberAndDate {
                today: around.now().to_zoned(around.framework.time_zone().clone()).date(),
                number_from_link: false,
            },
        }
    }
}
