//! `wangge user`: accounts.

use anyhow::Result;
use clap::{Args, Subcommand};
use wangge_app::view::{CreateUser, GrantRole, RoleHeld, UserView, UserWithPassword};
use wangge_app::{App, user};
use wangge_domain::permission::{Actor, Role};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::{node, person, unit};

use super::output::{self, line, print, refusal};
use super::place::operator;
use super::table::{Side, Table};
use super::{Place, Worded as _};

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// 新建账号，给出一次性密码 / make an account and print its one-time password
    Add(Add),
    /// 重置密码，结束其全部登录 / give a new one-time password and end all sessions
    Reset(Reset),
    /// 列出账号 / list accounts
    List(Listing),
}

/// What may be said of roles.
const ROLES: &str = "角色，可带范围：office、inspector、unit_handler@单位编码、grid_worker@网格编码、leader、auditor、\
    system_administrator / roles, with their place: unit_handler@UNIT, grid_worker@NODE";

/// Makes an account.
#[derive(Debug, Args)]
pub struct Add {
    /// 登录名 / login name
    login: String,
    /// 显示的姓名 / the name shown
    #[arg(long, value_name = "NAME")]
    name: String,
    /// 角色，可带范围 / its roles, with their place
    #[arg(long, value_name = "ROLE[@CODE]", required = true, num_args = 1.., help = ROLES)]
    role: Vec<String>,
    /// 对应人员的编码 / the person it belongs to
    #[arg(long, value_name = "CODE")]
    person: Option<String>,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// Resets a password.
#[derive(Debug, Args)]
pub struct Reset {
    /// 登录名 / login name
    login: String,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// Lists accounts.
#[derive(Debug, Args)]
pub struct Listing {
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

impl User {
    /// Does it.
    ///
    /// # Errors
    /// With the sentence of the refusal.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let actor = operator(lang);
        match self {
            Self::Add(add) => add.run(&actor, lang).await,
            Self::Reset(reset) => reset.run(&actor, lang).await,
            Self::List(list) => {
                let app = list.place.app(lang).await?;
                let users = user::list(&app, &actor, lang).await.worded(lang)?.items;
                app.store.close().await?;
                if list.json { output::json(&users) } else { show(&users, lang) }
            }
        }
    }
}

impl Add {
    async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let mut roles = Vec::with_capacity(self.role.len());
        for role in &self.role {
            roles.push(grant(&app, role, lang).await?);
        }
        let person_id = match &self.person {
            None => None,
            Some(code) => {
                let absent = || refusal(&Message::new("cli-no-person").arg("code", code), lang);
                Some(person::by_code(&app.store.read(), code).await?.ok_or_else(absent)?.id)
            }
        };
        let command = CreateUser { id: app.new_id(), login: self.login, name: self.name, person_id, roles };
        let made = user::create(&app, actor, lang, command).await.worded(lang)?;
        app.store.close().await?;
        password(&made, self.json, lang)
    }
}

impl Reset {
    async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let users = user::list(&app, actor, lang).await.worded(lang)?.items;
        let absent = || refusal(&Message::new("cli-no-user").arg("login", &self.login), lang);
        let id = users.iter().find(|user| user.login == self.login).ok_or_else(absent)?.id;
        let changed = user::reset_password(&app, actor, lang, id).await.worded(lang)?;
        app.store.close().await?;
        password(&changed, self.json, lang)
    }
}

/// A role with its place: `grid_worker@130107001`. A unit handler's place is a unit, all others' a node.
async fn grant(app: &App, text: &str, lang: Lang) -> Result<GrantRole> {
    let (word, code) = text.split_once('@').map_or((text, None), |(word, code)| (word, Some(code)));
    let known = Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    let role: Role =
        word.parse().map_err(|_| refusal(&Message::new("cli-no-role").arg("role", word).arg("known", known), lang))?;
    let mut grant = GrantRole { role, node_id: None, unit_id: None };
    let Some(code) = code else { return Ok(grant) };
    let read = app.store.read();
    if role == Role::UnitHandler {
        let absent = || refusal(&Message::new("cli-no-unit").arg("code", code), lang);
        grant.unit_id = Some(unit::by_code(&read, code).await?.ok_or_else(absent)?.id);
    } else {
        let absent = || refusal(&Message::new("cli-no-node").arg("code", code), lang);
        grant.node_id = Some(node::by_code(&read, code).await?.ok_or_else(absent)?.id);
    }
    Ok(grant)
}

fn password(user: &UserWithPassword, json: bool, lang: Lang) -> Result<()> {
    if json {
        return output::json(user);
    }
    let message =
        Message::new("cli-user-password").arg("login", &user.user.login).arg("password", &user.one_time_password);
    line(&render(&message, lang))
}

fn show(users: &[UserView], lang: Lang) -> Result<()> {
    let headings = ["login", "name", "roles", "state"].map(|key| word(&format!("cli-column-{key}"), lang));
    let mut table = Table::new(headings.iter().map(|heading| (heading.as_str(), Side::Left)));
    for user in users {
        let roles: Vec<String> = user.roles.iter().map(|role| held(role, lang)).collect();
        let state = match (user.active, user.must_change_password) {
            (false, _) => "cli-user-closed",
            (true, true) => "cli-user-first-password",
            (true, false) => "cli-user-open",
        };
        table.row([user.login.clone(), user.name.clone(), roles.join(" · "), word(state, lang)]);
    }
    print(|out| table.write(out))
}

fn held(role: &RoleHeld, lang: Lang) -> String {
    let place = role.unit.as_ref().or(role.node.as_ref()).map(|place| format!("@{}", place.name));
    format!("{}{}", role.role.wording(lang), place.unwrap_or_default())
}
