//! What clap makes from the same types as the help: completions and the manual page.

use clap::CommandFactory;

use super::terminal::Terminal;
use super::{Args, Outcome};
use crate::failure::Failure;

/// Prints the completions of a shell.
pub fn completions(shell: clap_complete::Shell, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "glossbook", &mut script);
    terminal.result(|out| out.write_all(&script))?;
    Ok(Outcome::Clean)
}

/// Prints the manual page.
pub fn man_page(terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(Args::command());
    man.render(&mut page).expect("a vector takes everything");
    terminal.result(|out| out.write_all(&page))?;
    Ok(Outcome::Clean)
}
