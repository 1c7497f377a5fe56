//! The regions that are served: `SupportRegions` of the real server (COCOA v2.0.1, `IConfigurationExtension`).
//!
//! A region is a folder of the content network and nothing else: every key is published in all of them.

use std::str::FromStr;

use thiserror::Error;

/// Japan's mobile country code.
const JAPAN: &str = "440";

/// The regions that are served, one or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions(Vec<String>);

/// Why a list of regions cannot be served.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RegionsError {
    /// A name that is no plain folder.
    #[error(
        "{region:?} cannot be a region: use letters, digits and hyphens, and a comma between regions, as in 440,441"
    )]
    NotPlain {
        /// The name.
        region: String,
    },
    /// Two regions would share a folder.
    #[error("the region {region:?} is named twice; folders do not tell small letters from capitals")]
    Twice {
        /// The name.
        region: String,
    },
}

impl Default for Regions {
    fn default() -> Self {
        Self(vec![JAPAN.to_owned()])
    }
}

/// Separated by commas, as in the real server's settings.
impl FromStr for Regions {
    type Err = RegionsError;

    fn from_str(list: &str) -> Result<Self, Self::Err> {
        let mut regions: Vec<String> = Vec::new();
        for region in list.split(',') {
            let is_plain = |character: char| character.is_ascii_alphanumeric() || character == '-';
            if region.is_empty() || !region.chars().all(is_plain) {
                return Err(RegionsError::NotPlain {
                    region: region.to_owned(),
                });
            }
            if regions.iter().any(|known| known.eq_ignore_ascii_case(region)) {
                return Err(RegionsError::Twice {
                    region: region.to_owned(),
                });
            }
            regions.push(region.to_owned());
        }
        Ok(Self(regions))
    }
}

impl Regions {
    /// Every region, as configured.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether any of these is served: one suffices (all versions, `DiagnosisApi`).
    pub(crate) fn support_any(&self, submitted: &[String]) -> bool {
        submitted.iter().any(|region| self.0.contains(region))
    }

    /// Whether files are published in a folder of this name.
    pub(crate) fn have_folder(&self, name: &str) -> bool {
        self.iter().any(|region| folder(region) == name)
    }
}

/// The folder of a region's files, in small letters; the URLs in `list.json` name the region as configured (all
/// versions, `TemporaryExposureKeyBlobService`).
pub(crate) fn folder(region: &str) -> String {
    region.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_separated_by_commas_and_kept_as_they_are() {
        let regions: Regions = "440,JP-13".parse().unwrap();
        assert_eq!(regions.iter().collect::<Vec<_>>(), ["440", "JP-13"]);
        assert!(regions.have_folder("jp-13") && !regions.have_folder("JP-13"));
    }

    #[test]
    fn one_served_region_suffices() {
        let regions: Regions = "440,441".parse().unwrap();
        let submitted =
            |regions: &[&str]| -> Vec<String> { regions.iter().map(|&region| region.into()).collect() };
        assert!(regions.support_any(&submitted(&["999", "441"])));
        assert!(!regions.support_any(&submitted(&["999", "44", "440,441"])));
    }

    /// The example settings of COCOA v1.0.0 had a semicolon, with which no region would have been served.
    #[test]
    fn what_is_no_list_of_regions_is_refused() {
        for list in ["440;441", "", "440,", "440, 441", "../440"] {
            let error = list.parse::<Regions>().unwrap_err();
            assert!(
                matches!(error, RegionsError::NotPlain { .. }),
                "{list:?}: {error}"
            );
        }
        let error = "jp,JP".parse::<Regions>().unwrap_err();
        assert_eq!(
            error,
            RegionsError::Twice {
                region: "JP".to_owned()
            }
        );
    }
}
