//! People 人员 who work for the campaign.

use wangge_domain::ids::PersonId;
use wangge_domain::person::Person;

use crate::row::Versioned;

table! {
    of Person(person) in "people" as col key(id) {
        id = person.id,
        code = person.code,
        name = person.name,
        unit_id = person.unit_id,
        title = person.title,
        phone = person.phone,
        active = person.active,
        version = person.version,
    }
    make { id, code, name, unit_id, title, phone, active, version }
}

everyday!(Person, PersonId, col);
