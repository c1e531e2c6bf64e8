//! What a running server answers under `/api`: one table, from which the server finds its way and `openapi.json` is written.
//!
//! Paths, parameters and answers are those of the Python pipeline's FastAPI application, so that its clients only change
//! their base address.

use serde_json::{Map, Value, json};

use super::schema::{count, list, object, reference, term, text};
use crate::settings::Settings;

/// Where a server offers the API.
pub const PREFIX: &str = "/api";

/// A question that the API answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// What is this?
    Root,
    /// Which terms are there?
    Terms,
    /// What is this term?
    Term,
    /// Which categories do terms have?
    Categories,
    /// Which roles do terms have?
    Roles,
    /// Read the files again.
    Refresh,
    /// What can be asked?
    OpenApi,
}

/// One line of the API.
pub struct Route {
    /// What is asked.
    pub question: Question,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// After [`PREFIX`]; `{slug}` stands for one part of a path.
    pub path: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// The name of the answer in `openapi.json`.
    pub answer: &'static str,
    /// Statuses other than 200 that the question itself may get, and when.
    pub refusals: &'static [(u16, &'static str)],
}

/// Every route.
pub static ROUTES: &[Route] = &[
    Route {
        question: Question::Root,
        method: "GET",
        path: "/",
        about: "What this glossary is, and how large.",
        answer: "Root",
        refusals: &[],
    },
    Route {
        question: Question::Terms,
        method: "GET",
        path: "/terms",
        about: "The terms that pass every given filter, by path of their files. A parameter without a value filters nothing.",
        answer: "Terms",
        refusals: &[(414, "The question is longer than 8,192 bytes.")],
    },
    Route {
        question: Question::Term,
        method: "GET",
        path: "/terms/{slug}",
        about: "One term.",
        answer: "Term",
        refusals: &[(404, "No term has this slug.")],
    },
    Route {
        question: Question::Categories,
        method: "GET",
        path: "/categories",
        about: "The categories that terms have, sorted.",
        answer: "Categories",
        refusals: &[],
    },
    Route {
        question: Question::Roles,
        method: "GET",
        path: "/roles",
        about: "The roles that terms have, sorted.",
        answer: "Roles",
        refusals: &[],
    },
    Route {
        question: Question::Refresh,
        method: "POST",
        path: "/refresh",
        about: "Reads the files again. `glossbook serve` also does so by itself whenever one changes.",
        answer: "Refreshed",
        refusals: &[
            (403, "Another website asked."),
            (500, "The glossary has errors. The answers stay those of the last whole edition."),
        ],
    },
    Route {
        question: Question::OpenApi,
        method: "GET",
        path: "/openapi.json",
        about: "This description.",
        answer: "OpenApi",
        refusals: &[],
    },
];

/// A filter of `/terms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filter {
    /// Words in names, aliases, short definitions and categories.
    Words,
    /// Categories.
    Category,
    /// Statuses.
    Status,
    /// An alias.
    Alias,
    /// Roles.
    Role,
}

impl Filter {
    /// All filters, in the order of the documentation.
    pub const ALL: [Filter; 5] = [Self::Words, Self::Category, Self::Status, Self::Alias, Self::Role];

    /// The parameter of the query.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "q",
            Self::Category => "category",
            Self::Status => "status",
            Self::Alias => "alias",
            Self::Role => "role",
        }
    }

    /// What it keeps. Case never counts.
    pub fn about(self) -> &'static str {
        match self {
            Self::Words => {
                "Terms in which this text stands somewhere in the name, an alias, the short definition or a category."
            }
            Self::Category => "Terms of this category. With commas: of any of these.",
            Self::Status => {
                "Terms of this status: draft, reviewed, approved, deprecated. With commas: of any of these."
            }
            Self::Alias => "Terms with exactly this alias.",
            Self::Role => "Terms of this role, by its id. With commas: of any of these.",
        }
    }
}

/// The API as an OpenAPI 3.1 document.
pub fn openapi(settings: &Settings) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let operations = paths.entry(route.path).or_insert_with(|| json!({}));
        operations[route.method.to_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("{} API", settings.title),
            "description": "The terms of a glossary as JSON, answered by `glossbook serve`. Without a server, the files beside this one say the same.",
            "version": "1",
        },
        "servers": [{ "url": PREFIX }],
        "paths": paths,
        "components": { "schemas": answers() },
    })
}

const SCHEMAS: &str = "#/components/schemas/";

fn operation(route: &Route) -> Value {
    let mut responses = Map::new();
    responses.insert("200".to_owned(), response("The answer.", route.answer));
    for (status, about) in route.refusals {
        responses.insert(status.to_string(), response(about, "Refusal"));
    }
    let mut operation = json!({
        "operationId": route.answer.to_lowercase(),
        "summary": route.about,
        "responses": responses,
    });
    let parameters = parameters(route);
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    operation
}

fn response(about: &str, answer: &str) -> Value {
    json!({ "description": about, "content": { "application/json": { "schema": reference(SCHEMAS, answer) } } })
}

fn parameters(route: &Route) -> Vec<Value> {
    let parameter = |name: &str, place: &str, about: &str| json!({ "name": name, "in": place, "required": place == "path", "description": about, "schema": { "type": "string" } });
    match route.question {
        Question::Terms => Filter::ALL.map(|filter| parameter(filter.name(), "query", filter.about())).to_vec(),
        Question::Term => vec![parameter("slug", "path", "The part of an address that stands for the term.")],
        _ => Vec::new(),
    }
}

/// What each answer looks like.
fn answers() -> Value {
    let names = |about: &str| list(about, json!({ "type": "string" }));
    let categories = names("Sorted.");
    let roles = names("Ids, sorted.");
    json!({
        "Root": object(
            "What this glossary is.",
            &json!({
                "name": text("Its name."),
                "description": text("What it is."),
                "count": count("How many terms it has."),
                "categories": categories,
                "roles": roles,
            }),
            &["name", "description", "count", "categories", "roles"],
        ),
        "Term": term(),
        "Terms": list("Terms, by path of their files.", reference(SCHEMAS, "Term")),
        "Categories": object("The categories.", &json!({ "categories": categories }), &["categories"]),
        "Roles": object("The roles.", &json!({ "roles": roles }), &["roles"]),
        "Refreshed": object(
            "What was read.",
            &json!({ "refreshed": count("How many terms there are now.") }),
            &["refreshed"],
        ),
        "Refusal": object("Why there is no answer.", &json!({ "detail": text("In words.") }), &["detail"]),
        "OpenApi": object("An OpenAPI document.", &json!({ "openapi": text("The version of OpenAPI.") }), &["openapi"]),
    })
}
