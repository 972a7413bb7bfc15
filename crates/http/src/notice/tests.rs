#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use wangge_app::notice;
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;
use wangge_testkit::browser::Browser;
use wangge_testkit::receiver::{HttpSink, MailServer};

use crate::testing::{Account, Desk, World};

async fn inbox(desk: &Desk, reader: &Account) -> Value {
    desk.get("/me/notices").by(reader).reply().await.done()
}

fn kinds(inbox: &Value) -> Vec<&str> {
    inbox["items"].as_array().unwrap().iter().filter_map(|item| item["kind"].as_str()).collect()
}

async fn press(desk: &Desk, case: &str, what: &str, by: &Account) {
    desk.after(Duration::minutes(1));
    let version = desk.version_of(&format!("/cases/{case}"), by).await;
    let body = json!({ "text": "限今日办结" });
    desk.post(&format!("/cases/{case}/{what}")).by(by).on_version(version).with(&body).reply().await.done();
}

async fn channel(desk: &Desk, admin: &Account, code: &str, settings: Value) {
    let body = json!({ "code": code, "name": code, "settings": settings });
    desk.post("/channels").by(admin).with(&body).reply().await.done();
}

async fn wants(desk: &Desk, reader: &Account, body: Value) -> Value {
    let version = desk.get("/me/notice-preferences").by(reader).reply().await.done()["version"].as_i64().unwrap();
    let put = desk.call(Method::PUT, "/me/notice-preferences").by(reader).on_version(version).with(&body);
    put.reply().await.done()
}

async fn deliveries(desk: &Desk, admin: &Account) -> Value {
    desk.get("/deliveries").by(admin).reply().await.done()
}

async fn handler(desk: &Desk, world: &World) -> Account {
    desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await
}

both_databases! {
    async fn whoever_is_concerned_is_told_once_and_nobody_of_what_they_did(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (office, own) = (desk.account(Role::Office).await, handler(&desk, &world).await);
        let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
        let leader = desk.account(Role::Leader).await;
        let case = desk.dispatched_case(&world).await.to_string();
        press(&desk, &case, "supervision-order", &office).await;
        press(&desk, &case, "raise", &office).await;
        assert!(notice::announce(&desk.app).await.unwrap() >= 3);
        assert_eq!(notice::announce(&desk.app).await.unwrap(), 0, "told once");
        let told = inbox(&desk, &own).await;
        assert_eq!(kinds(&told), ["case_raised", "case_supervised", "case_dispatched"]);
        let text = told["items"][1]["text"].as_str().unwrap();
        assert!(text.contains("创城督办〔2026〕1号") && text.contains("限今日办结"), "{text}");
        assert_eq!((&told["unread"], &told["items"][0]["urgent"]), (&json!(3), &json!(true)));
        assert_eq!(kinds(&inbox(&desk, &other).await), Vec::<&str>::new());
        assert_eq!(kinds(&inbox(&desk, &leader).await), ["case_raised"], "no unit is above this one");
        assert_eq!(kinds(&inbox(&desk, &office).await), Vec::<&str>::new(), "the office did it");
        let first = told["items"][2]["id"].clone();
        let left = desk.post("/me/notices/read").by(&own).with(&json!({ "ids": [first] })).reply().await.done();
        assert_eq!(left["unread"], 2);
        let stranger = desk.post("/me/notices/read").by(&other).with(&json!({ "ids": [told["items"][0]["id"]] }));
        stranger.reply().await.done();
        assert_eq!(inbox(&desk, &own).await["unread"], 2, "nobody reads another's");
        assert!(desk.get("/me/notices?unread=true&limit=1").by(&own).reply().await.done()["next"].is_string());
        let next = desk.get("/me/notices?limit=2").by(&own).reply().await.done()["next"].as_str().unwrap().to_owned();
        let rest = desk.get(&format!("/me/notices?limit=2&cursor={next}")).by(&own).reply().await.done();
        assert_eq!(kinds(&rest), ["case_dispatched"]);
        desk.get("/me/notices?cursor=x").by(&own).reply().await.refused(422, "invalid");
        desk.post("/me/notices/read").by(&own).with(&json!({ "ids": null })).reply().await.done();
        assert_eq!(inbox(&desk, &own).await["unread"], 0);
        desk.after(Duration::days(91));
        assert_eq!(notice::remove_old(&desk.app).await.unwrap(), 3);
    }

    async fn a_mail_goes_to_whoever_wants_it_and_what_was_given_up_can_be_sent_again(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (office, own, admin) = (desk.account(Role::Office).await, handler(&desk, &world).await, desk.account(Role::SystemAdministrator).await);
        let server = MailServer::start();
        let settings = json!({ "kind": "email", "host": "127.0.0.1", "port": server.port, "security": "none", "username": null, "password": null, "from": "office@example.gov.cn" });
        desk.get("/channels").by(&office).reply().await.refused(403, "forbidden");
        channel(&desk, &admin, "mail", settings.clone()).await;
        let put = |body: Value| desk.call(Method::PUT, "/me/notice-preferences").by(&own).on_version(0).with(&body).reply();
        let refused = put(json!({ "email": "nobody", "mobile": null, "muted": [], "digest_at": null })).await.refused(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/email");
        let muted = json!([{ "kind": "case_reminded", "channel": "email" }]);
        wants(&desk, &own, json!({ "email": "zhao@example.gov.cn", "mobile": null, "muted": muted, "digest_at": null })).await;
        let case = desk.dispatched_case(&world).await.to_string();
        press(&desk, &case, "reminder", &office).await;
        press(&desk, &case, "supervision-order", &office).await;
        notice::announce(&desk.app).await.unwrap();
        // The desk's clock stands in the working day, so nothing waits for the morning.
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 1, "one mail for all that concerns one now");
        let mails = server.mails();
        assert_eq!((mails.len(), &mails[0].to), (1, &vec!["zhao@example.gov.cn".to_owned()]));
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 0);
        // The mail server is gone: the message is tried again, later and later, then given up.
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let broken = |port: u16| {
            let mut settings = settings.clone();
            settings["port"] = json!(port);
            json!({ "name": "mail", "settings": settings, "kinds": [], "active": true })
        };
        desk.call(Method::PATCH, "/channels/mail").by(&admin).on_version(1).with(&broken(gone)).reply().await.done();
        press(&desk, &case, "raise", &office).await;
        notice::announce(&desk.app).await.unwrap();
        for _ in 0..wangge_domain::notice::TRIES_MOST {
            assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 0);
            assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 0, "not before its time");
            desk.after(Duration::hours(9));
        }
        let admin = desk.account(Role::SystemAdministrator).await;
        let list = deliveries(&desk, &admin).await;
        assert_eq!((&list["dead"], &list["sent"], &list["queued"]), (&json!(1), &json!(1), &json!(0)), "{list}");
        let dead = &list["items"][0];
        assert_eq!((&dead["state"], &dead["tries"]), (&json!("dead"), &json!(7)), "{dead}");
        assert!(dead["error"].as_str().unwrap().starts_with("连接不上"), "{dead}");
        desk.call(Method::PATCH, "/channels/mail").by(&admin).on_version(2).with(&broken(server.port)).reply().await.done();
        let path = format!("/deliveries/{}/retry", dead["id"].as_str().unwrap());
        assert_eq!(desk.post(&path).by(&admin).with(&json!({})).reply().await.done()["state"], "queued");
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 1);
        assert_eq!(server.mails().len(), 2);
        desk.post(&path).by(&admin).with(&json!({})).reply().await.refused(409, "not_dead");
        desk.post(&path).by(&desk.account(Role::Office).await).with(&json!({})).reply().await.refused(403, "forbidden");
    }

    async fn a_group_is_told_each_thing_and_a_server_that_fails_twice_gets_it_the_third_time(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (office, admin) = (desk.account(Role::Office).await, desk.account(Role::SystemAdministrator).await);
        let _own = handler(&desk, &world).await;
        let sink = HttpSink::start(&[(503, "busy"), (500, "busy"), (200, "{}")]).await;
        let settings = json!({ "kind": "webhook", "url": format!("http://{}/hook?key=hidden", sink.address), "secret": "0123456789abcdef" });
        let short = json!({ "code": "hook", "name": "回调", "settings": { "kind": "webhook", "url": "http://a/", "secret": "short" } });
        let refused = desk.post("/channels").by(&admin).with(&short).reply().await.refused(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], "/settings/secret", "{refused}");
        channel(&desk, &admin, "hook", settings.clone()).await;
        desk.post("/channels").by(&admin).with(&json!({ "code": "hook", "name": "again", "settings": settings })).reply().await.refused(422, "invalid");
        let shown = desk.get("/channels").by(&admin).reply().await.text;
        assert!(!shown.contains("hidden") && !shown.contains("0123456789abcdef"), "{shown}");
        let kept = json!({ "name": "回调", "settings": { "kind": "webhook", "url": format!("http://{}", sink.address), "secret": "" }, "kinds": ["case_supervised"], "active": true });
        desk.call(Method::PATCH, "/channels/hook").by(&admin).on_version(1).with(&kept).reply().await.done();
        let case = desk.dispatched_case(&world).await.to_string();
        press(&desk, &case, "supervision-order", &office).await;
        notice::announce(&desk.app).await.unwrap();
        for _ in 0..3 {
            notice::deliver_due(&desk.app).await.unwrap();
            desk.after(Duration::minutes(6));
        }
        let calls = sink.calls();
        assert_eq!(calls.len(), 3, "only the supervision order, tried three times");
        assert!(calls.iter().all(|call| call.path == "/hook?key=hidden"), "the address was kept: {calls:?}");
        let told: Value = serde_json::from_str(&calls[2].body).unwrap();
        assert_eq!((&told["facts"]["kind"], &told["facts"]["subject_id"]), (&json!("case_supervised"), &json!(case)));
        let same = |one: usize| serde_json::from_str::<Value>(&calls[one].body).unwrap()["id"].clone();
        assert_eq!(same(0), same(2), "the receiver knows it again");
        assert!(calls[2].headers["x-wangge-signature"].to_str().unwrap().starts_with("t="));
        let list = deliveries(&desk, &admin).await;
        assert_eq!((&list["sent"], &list["items"][0]["tries"]), (&json!(1), &json!(3)), "{list}");
        let tried = desk.post("/channels/hook/trial").by(&admin).with(&json!({})).reply().await;
        assert_eq!(tried.status, 204, "{}", tried.text);
        let record = desk.get("/events").by(&desk.account(Role::Auditor).await).reply().await.text;
        assert!(!record.contains("0123456789abcdef"), "no secret in the record");
    }

    async fn at_night_what_does_not_press_waits_and_a_summary_comes_once_a_day(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (own, admin) = (handler(&desk, &world).await, desk.account(Role::SystemAdministrator).await);
        let second = handler(&desk, &world).await;
        let server = MailServer::start();
        channel(&desk, &admin, "mail", json!({ "kind": "email", "host": "127.0.0.1", "port": server.port, "security": "none", "from": "office@example.gov.cn" })).await;
        wants(&desk, &own, json!({ "email": "zhao@example.gov.cn", "mobile": null, "muted": [], "digest_at": "08:00:00" })).await;
        wants(&desk, &second, json!({ "email": "qian@example.gov.cn", "mobile": null, "muted": [], "digest_at": null })).await;
        let zone = wangge_domain::time::DEFAULT_ZONE;
        let now = desk.app.now().with_timezone(&zone);
        let night = now.date_naive().and_hms_opt(23, 0, 0).unwrap().and_local_timezone(zone).unwrap();
        // The case is dispatched in the night.
        desk.after(night.to_utc() - desk.app.now());
        desk.dispatched_case(&world).await;
        notice::announce(&desk.app).await.unwrap();
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 0, "it is night");
        notice::digest_due_now(&desk.app).await.unwrap();
        desk.after(Duration::hours(8));
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 1);
        assert_eq!(server.mails().iter().map(|mail| mail.to[0].clone()).collect::<Vec<_>>(), ["qian@example.gov.cn"]);
        desk.after(Duration::hours(2));
        assert_eq!(notice::digest_due_now(&desk.app).await.unwrap(), 1);
        assert_eq!(notice::digest_due_now(&desk.app).await.unwrap(), 0, "once a day");
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 1);
        assert_eq!(server.mails().len(), 2);
        desk.after(Duration::hours(24));
        assert_eq!(notice::digest_due_now(&desk.app).await.unwrap(), 0, "nothing new");
    }

    async fn a_browser_is_pushed_to_until_it_is_gone(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (office, own, admin) = (desk.account(Role::Office).await, handler(&desk, &world).await, desk.account(Role::SystemAdministrator).await);
        let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
        let sink = HttpSink::start(&[(201, ""), (201, ""), (410, "")]).await;
        let (browser, endpoint) = (Browser::new(7), format!("http://{}/push/1", sink.address));
        let asked = json!({ "endpoint": endpoint, "p256dh": browser.p256dh(), "auth": browser.auth(), "browser": "Chrome · Android" });
        let subscribe = |body: Value, by: &Account| desk.post("/me/push-subscriptions").by(by).with(&body).reply();
        subscribe(asked.clone(), &own).await.refused(409, "push_off");
        let settings = json!({ "kind": "web_push", "contact": "office@example.gov.cn", "services": [format!("http://{}", sink.address)] });
        let wrong = json!({ "code": "push", "name": "push", "settings": { "kind": "web_push", "contact": "office@example.gov.cn", "services": ["*.com"] } });
        assert_eq!(desk.post("/channels").by(&admin).with(&wrong).reply().await.refused(422, "invalid")["errors"][0]["pointer"], "/settings/services");
        channel(&desk, &admin, "push", settings.clone()).await;
        desk.post("/channels").by(&admin).with(&json!({ "code": "push2", "name": "push", "settings": settings })).reply().await.refused(422, "invalid");
        desk.post("/channels/push/trial").by(&admin).with(&json!({})).reply().await.refused(409, "push_is_tried_by_its_reader");
        let shown = desk.get("/channels").by(&admin).reply().await.done();
        let shown = &shown["items"][0]["settings"];
        assert!(shown["private_key"].is_null() && shown["public_key"].is_string(), "{shown}");
        let kept = json!({ "name": "推送", "settings": { "kind": "web_push", "contact": "new@example.gov.cn", "services": shown["services"], "public_key": "mine" }, "kinds": [], "active": true });
        let kept = desk.call(Method::PATCH, "/channels/push").by(&admin).on_version(1).with(&kept).reply().await.done();
        assert_eq!(kept["settings"]["public_key"], shown["public_key"], "its key stays");
        let astray = json!({ "endpoint": "http://127.0.0.1:9/x", "p256dh": browser.p256dh(), "auth": browser.auth(), "browser": "x" });
        assert_eq!(subscribe(astray, &own).await.refused(422, "invalid")["errors"][0]["pointer"], "/endpoint");
        // The browser was another's before: what was meant for one is not shown to the other.
        subscribe(asked.clone(), &other).await.done();
        let mine = subscribe(asked.clone(), &own).await.done();
        assert_eq!(subscribe(asked, &own).await.done()["items"], mine["items"], "again changes nothing");
        assert_eq!(desk.get("/me/push-subscriptions").by(&other).reply().await.done()["items"], json!([]));
        let id = mine["items"][0]["id"].as_str().unwrap().to_owned();
        let trial = format!("/me/push-subscriptions/{id}/trial");
        desk.post(&trial).by(&other).with(&json!({})).reply().await.refused(404, "not_found");
        assert_eq!(desk.post(&trial).by(&own).with(&json!({})).reply().await.status, 204);
        let case = desk.dispatched_case(&world).await.to_string();
        notice::announce(&desk.app).await.unwrap();
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 1);
        let told: Value = serde_json::from_str(&browser.read(&sink.calls()[1].bytes).unwrap()).unwrap();
        assert!(told["text"].as_str().unwrap().contains("已派给"), "{told}");
        press(&desk, &case, "supervision-order", &office).await;
        notice::announce(&desk.app).await.unwrap();
        assert_eq!(notice::deliver_due(&desk.app).await.unwrap(), 0);
        let list = deliveries(&desk, &admin).await;
        assert_eq!((&list["items"][0]["state"], &list["items"][0]["tries"], &list["items"][0]["address"]), (&json!("dead"), &json!(1), &json!("—")), "{list}");
        assert_eq!(desk.get("/me/push-subscriptions").by(&own).reply().await.done()["items"], json!([]), "it is forgotten");
        desk.call(Method::DELETE, &format!("/me/push-subscriptions/{id}")).by(&own).reply().await.refused(404, "not_found");
    }

    async fn nobody_is_told_of_a_case_they_could_not_open(store: Store) {
        let (desk, world) = Desk::with_world(store).await;
        let (office, own) = (desk.account(Role::Office).await, handler(&desk, &world).await);
        let street_office = desk.account_at(Role::Office, Some(world.east_street), None).await;
        let street_leader = desk.account_at(Role::Leader, Some(world.east_street), None).await;
        let leader = desk.account(Role::Leader).await;
        let admin = desk.account(Role::SystemAdministrator).await;
        let sink = HttpSink::start(&[]).await;
        channel(&desk, &admin, "robot", json!({ "kind": "wecom", "url": format!("http://{}/hook", sink.address) })).await;
        let case = desk.accepted_case(&world).await.to_string();
        let version = desk.version_of(&format!("/cases/{case}"), &own).await;
        let ask = json!({ "id": uuid::Uuid::now_v7(), "kind": "extension", "reason": "设备待修，申请延期" });
        desk.post(&format!("/cases/{case}/requests")).by(&own).on_version(version).with(&ask).reply().await.done();
        press(&desk, &case, "supervision-order", &office).await;
        press(&desk, &case, "raise", &office).await;
        notice::announce(&desk.app).await.unwrap();
        assert_eq!(kinds(&inbox(&desk, &office).await), ["case_requested"]);
        assert_eq!(kinds(&inbox(&desk, &leader).await), ["case_raised"]);
        assert_eq!(kinds(&inbox(&desk, &street_office).await), Vec::<&str>::new(), "another street's");
        assert_eq!(kinds(&inbox(&desk, &street_leader).await), Vec::<&str>::new());
        for _ in 0..5 {
            notice::deliver_due(&desk.app).await.unwrap();
        }
        assert_eq!(sink.calls().len(), 4, "the group hears each thing once: {:?}", sink.calls());
    }
}
