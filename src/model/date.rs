//! Calendar days: when an entry was last reviewed, and today.

use serde::{Deserialize, Serialize};
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A real day of the calendar, written `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReviewDate(Date);

impl From<ReviewDate> for String {
    fn from(date: ReviewDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for ReviewDate {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| "no day of the calendar")
    }
}

/// Why a text is no [`ReviewDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// It does not read `YYYY-MM-DD`.
    Shape,
    /// It reads so, and goes on with a time of day.
    WithTime,
    /// It reads so, but no calendar has the day.
    NoSuchDay,
}

impl ReviewDate {
    /// The day that `text` names.
    ///
    /// # Errors
    /// Any other spelling than `YYYY-MM-DD`, and days that do not exist: `2025-02-30`.
    pub fn parse(text: &str) -> Result<Self, DateProblem> {
        if !has_date_shape(text) {
            let with_time = text.get(..10).is_some_and(has_date_shape) && text[10..].starts_with(['T', 't', ' ']);
            return Err(if with_time { DateProblem::WithTime } else { DateProblem::Shape });
        }
        text.parse().map(Self).map_err(|_| DateProblem::NoSuchDay)
    }

    /// The day of a Unix time in seconds, in UTC.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let timestamp = Timestamp::from_second(seconds).ok()?;
        Some(Self(timestamp.to_zoned(TimeZone::UTC).date()))
    }

    /// Whole days from `earlier` to `self`; negative when `self` is the earlier one.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }

    /// The day in words of the language of the website's frame: `22 November 2026`.
    pub fn in_words(self) -> String {
        self.0.strftime("%-d %B %Y").to_string()
    }
}

impl fmt::Display for ReviewDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

// The date library also reads `20251009` and `2025-10-09T10:00`, which other tools would not.
fn has_date_shape(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_one_spelling() {
        assert!(ReviewDate::parse("2026-11-22").is_ok());
        assert_eq!(ReviewDate::parse("2025-02-30"), Err(DateProblem::NoSuchDay));
        assert_eq!(ReviewDate::parse("20251009"), Err(DateProblem::Shape));
        assert_eq!(ReviewDate::parse("2025-10-9"), Err(DateProblem::Shape));
        assert_eq!(ReviewDate::parse("2025-10-09T10:00"), Err(DateProblem::WithTime));
        assert_eq!(ReviewDate::parse("2025-10-ü9"), Err(DateProblem::Shape));
    }

    #[test]
    fn age_in_days() {
        let day = |text| ReviewDate::parse(text).expect("a date");
        assert_eq!(day("2026-03-01").days_since(day("2026-02-27")), 2);
        assert_eq!(day("2026-03-01").days_since(day("2025-03-01")), 365);
    }

    #[test]
    fn unix_time_zero_is_the_first_of_january_1970() {
        assert_eq!(ReviewDate::from_unix_seconds(0).expect("a day").to_string(), "1970-01-01");
    }
}
