//! People 人员 and their part in the grid from a table.

use wangge_domain::grid::NodeRole;
use wangge_domain::text::Message;

use crate::fault::Import;
use crate::forms::PEOPLE;
use crate::table::Source;
use crate::table::row::RowReader;
use crate::unique::{import_rows, refuse_duplicates};

/// A person as a file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Their code.
    pub code: String,
    /// Their name.
    pub name: String,
    /// The code of the unit they belong to.
    pub unit_code: Option<String>,
    /// Their office or post.
    pub title: Option<String>,
    /// The work telephone.
    pub phone: Option<String>,
    /// Codes of the nodes they have a part in.
    pub node_codes: Vec<String>,
    /// Their part in those nodes.
    pub role: Option<NodeRole>,
}

const ROLES: &[(NodeRole, &[&str])] = &[
    (NodeRole::Leader, &["网格长", "总网格长", "组长", "路长", "街长", "leader", "grid leader"]),
    (NodeRole::Worker, &["网格员", "专职网格员", "兼职网格员", "worker", "grid worker"]),
    (NodeRole::Contact, &["联络员", "联系人", "contact"]),
];

/// Reads people. A code that stands twice is refused.
pub fn read_people(source: &Source<'_>) -> Import<PersonRow> {
    let mut import = import_rows(source, &PEOPLE, person);
    refuse_duplicates(&mut import, "code", |person| Some(person.code.clone()));
    import.sorted()
}

fn person(reader: &mut RowReader<'_>) -> Option<PersonRow> {
    let code = reader.needed_code("code");
    let name = reader.needed_text("name");
    let unit_code = reader.code("unit");
    let title = reader.text("title");
    let phone = reader.code("phone");
    let node_codes: Vec<String> = reader.codes("node").iter().map(|code| crate::divisions::pad(code)).collect();
    let role = reader.choice("role", ROLES);
    if role.is_some() && node_codes.is_empty() {
        reader.refuse("role", Message::new("import-role-without-node"));
    }
    let role = role.or((!node_codes.is_empty()).then_some(NodeRole::Worker));
    Some(PersonRow { code: code?, name: name?, unit_code, title, phone, node_codes, role })
}
