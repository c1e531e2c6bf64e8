//! The day of a run: `--today`, else `SOURCE_DATE_EPOCH`, else the clock.

use std::env::VarError;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::failure::Failure;
use crate::model::ReviewDate;

/// The day by which reviews are judged. The clock's day is the one in UTC, the same for everybody.
pub fn today(argument: Option<&str>) -> Result<ReviewDate, Failure> {
    if let Some(text) = argument {
        return ReviewDate::parse(text)
            .map_err(|_| Failure::Usage(format!("`--today {text}` is no date: write it as 2026-11-22")));
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text
            .trim()
            .parse()
            .map_err(|_| Failure::Usage(format!("SOURCE_DATE_EPOCH is no number of seconds: `{text}`")))?,
        Err(VarError::NotUnicode(_)) => {
            return Err(Failure::Usage("SOURCE_DATE_EPOCH is no number of seconds".to_owned()));
        }
        Err(VarError::NotPresent) => now(),
    };
    ReviewDate::from_unix_seconds(seconds)
        .ok_or_else(|| Failure::Usage(format!("no calendar has the day of second {seconds}")))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
