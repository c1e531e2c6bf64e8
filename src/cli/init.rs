//! `glossbook init`

use std::fs;
use std::io::Write;
use std::path::Path;

use super::Outcome;
use super::args::Init;
use super::terminal::Terminal;
use crate::failure::Failure;

/// The files of a new glossary: small, and each shows one thing.
const FILES: &[(&str, &str)] = &[
    ("data/glossary.yml", include_str!("init/project/glossary.yml")),
    ("data/vocabulary/roles.yml", include_str!("init/project/roles.yml")),
    ("data/vocabulary/categories.yml", include_str!("init/project/categories.yml")),
    ("data/vocabulary/nist_rmf_tags.yml", include_str!("init/project/nist_rmf_tags.yml")),
    ("data/terms/glossary.yml", include_str!("init/project/glossary_term.yml")),
    ("data/terms/short-definition.yml", include_str!("init/project/short_definition.yml")),
    ("site/pages/term-request.md", include_str!("init/project/term_request.md")),
    (".vscode/settings.json", include_str!("init/project/vscode_settings.json")),
    (".gitignore", "/build\n/.build.glossbook\n"),
];

/// Makes the folder. What is there already stays as it is, and is an error before anything is written.
pub fn run(init: &Init, terminal: &Terminal) -> Result<Outcome, Failure> {
    let folder = &init.folder;
    let taken: Vec<_> =
        FILES.iter().map(|(path, _)| *path).filter(|path| fs::symlink_metadata(folder.join(path)).is_ok()).collect();
    if !taken.is_empty() {
        let message = format!(
            "`{}` has files of a glossary already: {}\n  name a new folder",
            folder.display(),
            taken.join(", ")
        );
        return Err(Failure::Usage(message));
    }
    for (path, text) in FILES {
        write_new(&folder.join(path), text)?;
    }
    terminal.line(&format!("a new glossary stands in {}", folder.display()))?;
    terminal.line(&format!("  cd {}\n  glossbook build\n  glossbook new \"your first term\"", folder.display()))?;
    Ok(Outcome::Clean)
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().expect("every path of the table has a folder");
    fs::create_dir_all(folder).map_err(Failure::write(folder))?;
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(Failure::write(path))
}
