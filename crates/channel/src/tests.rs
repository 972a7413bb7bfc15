//! Against receivers that the tests start.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use wangge_domain::notice::{ChannelSettings, MailSecurity, PUSH_SERVICES, PushSubscription};
use wangge_testkit::browser::Browser;
use wangge_testkit::receiver::{HttpSink, MailServer};

use super::*;

fn message() -> Outgoing {
    Outgoing {
        id: "m-1".to_owned(),
        address: "wang@example.gov.cn".to_owned(),
        subject: "督办通知".to_owned(),
        body: "案卷 2026-00001“垃圾”\n限今日".to_owned(),
        facts: json!({ "case": "2026-00001" }).to_string(),
        browser: None,
        at: "2026-11-27T01:00:00Z".parse().unwrap(),
    }
}

fn mail(port: u16) -> ChannelSettings {
    ChannelSettings::Email {
        host: "127.0.0.1".to_owned(),
        port,
        security: MailSecurity::None,
        username: None,
        password: None,
        from: "创城办 <office@example.gov.cn>".to_owned(),
    }
}

#[tokio::test]
async fn a_mail_arrives_with_its_chinese_heading_and_text() {
    let server = MailServer::start();
    let gate = Gate::open().unwrap();
    gate.send(&mail(server.port), &message()).await.unwrap();
    let mails = server.mails();
    assert_eq!((mails.len(), mails[0].to.as_slice()), (1, ["wang@example.gov.cn".to_owned()].as_slice()), "{mails:?}");
    assert!(mails[0].text.contains("Message-ID: <m-1@example.gov.cn>"), "{mails:?}");
    assert!(mails[0].text.contains("Subject: =?utf-8?b?"), "{mails:?}");
    let nobody = Outgoing { address: "nobody@example.gov.cn".to_owned(), ..message() };
    assert!(matches!(gate.send(&mail(server.port), &nobody).await, Err(Unsent::Refused(_))));
    let broken = Outgoing { address: "not an address".to_owned(), ..message() };
    assert!(matches!(gate.send(&mail(server.port), &broken).await, Err(Unsent::Refused(_))));
    // Nobody listens on the port of a server that has gone.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert!(matches!(gate.send(&mail(gone), &message()).await, Err(Unsent::Unreachable(_))));
}

#[tokio::test]
async fn a_mail_server_that_cannot_encrypt_gets_no_mail_where_encryption_is_asked_for() {
    let server = MailServer::start();
    let gate = Gate::open().unwrap();
    for security in [MailSecurity::Starttls, MailSecurity::Tls] {
        let ChannelSettings::Email { host, port, username, password, from, .. } = mail(server.port) else { panic!() };
        let settings = ChannelSettings::Email { host, port, security, username, password, from };
        assert!(gate.send(&settings, &message()).await.is_err(), "{security}");
    }
    assert_eq!(server.mails(), []);
}

#[tokio::test]
async fn robots_get_their_own_form_and_signature_and_are_believed_only_with_code_zero() {
    let ok = r#"{"errcode":0,"code":0}"#;
    let sink =
        HttpSink::start(&[(200, ok), (200, ok), (200, ok), (200, r#"{"errcode":45009,"errmsg":"limit"}"#), (502, "")])
            .await;
    let url = format!("http://{}/robot?key=secret-key", sink.address);
    let secret = Some("SEC1".to_owned());
    let gate = Gate::open().unwrap();
    gate.send(&ChannelSettings::Wecom { url: url.clone() }, &message()).await.unwrap();
    gate.send(&ChannelSettings::Dingtalk { url: url.clone(), secret: secret.clone() }, &message()).await.unwrap();
    gate.send(&ChannelSettings::Feishu { url: url.clone(), secret }, &message()).await.unwrap();
    let calls = sink.calls();
    let body = |place: usize| serde_json::from_str::<Value>(&calls[place].body).unwrap();
    assert_eq!(body(0), json!({ "msgtype": "text", "text": { "content": "督办通知\n案卷 2026-00001“垃圾”\n限今日" } }));
    assert!(calls[1].path.starts_with("/robot?key=secret-key&timestamp=1795741200000&sign="), "{}", calls[1].path);
    assert_eq!((&body(2)["msg_type"], &body(2)["timestamp"]), (&json!("text"), &json!("1795741200")));
    // Reckoned apart with Python: base64(hmac_sha256(b"1795741200\nSEC1", b"")).
    assert_eq!(body(2)["sign"], "4luRE+wDgRo0S1b5xLU2Z3rKawYc18HkMT+/50meuKI=");
    let wecom = ChannelSettings::Wecom { url };
    let refused = gate.send(&wecom, &message()).await.unwrap_err();
    assert!(matches!(&refused, Unsent::Refused(told) if told.contains("45009")), "{refused}");
    let busy = gate.send(&wecom, &message()).await.unwrap_err();
    assert!(matches!(busy, Unsent::Unreachable(_)), "{busy}");
    let gone = ChannelSettings::Wecom { url: "http://127.0.0.1:9/robot?key=secret-key".to_owned() };
    let told = gate.send(&gone, &message()).await.unwrap_err().to_string();
    assert!(!told.contains("secret-key"), "{told}");
}

#[tokio::test]
async fn a_gateway_gets_the_body_of_its_contract_with_words_escaped() {
    let sink = HttpSink::start(&[(200, r#"{"result":"OK"}"#), (200, r#"{"result":"FAIL"}"#), (200, "")]).await;
    let settings = |body: &str, taken: &str| ChannelSettings::Sms {
        url: format!("http://{}/send", sink.address),
        headers: BTreeMap::from([("X-Key".to_owned(), "k".to_owned())]),
        body: body.to_owned(),
        taken: taken.to_owned(),
    };
    let to = Outgoing { address: "13800000000".to_owned(), body: "“垃圾\" & 1=1".to_owned(), ..message() };
    let gate = Gate::open().unwrap();
    let json_body = r#"{"to":"{{ mobile }}","content":"【示范】{{ text }}"}"#;
    gate.send(&settings(json_body, "\"OK\""), &to).await.unwrap();
    assert!(gate.send(&settings(json_body, "\"OK\""), &to).await.is_err(), "the gateway says that it failed");
    gate.send(&settings("m={{ mobile }}&c={{ text }}", ""), &to).await.unwrap();
    let calls = sink.calls();
    assert_eq!(serde_json::from_str::<Value>(&calls[0].body).unwrap()["content"], "【示范】“垃圾\" & 1=1");
    assert_eq!(calls[0].headers["x-key"], "k");
    assert_eq!(calls[2].body, "m=13800000000&c=%E2%80%9C%E5%9E%83%E5%9C%BE%22%20%26%201%3D1");
    let wrong = gate.send(&settings("{{ mobil }}{{ text }}", ""), &to).await;
    assert!(matches!(wrong, Err(Unsent::Template(_))), "{wrong:?}");
}

#[tokio::test]
async fn a_webhook_can_be_verified_by_whoever_knows_the_secret() {
    let sink = HttpSink::start(&[(204, ""), (302, ""), (400, "no")]).await;
    let url = format!("http://{}/hook", sink.address);
    let settings = ChannelSettings::Webhook { url, secret: "0123456789abcdef".to_owned() };
    let gate = Gate::open().unwrap();
    gate.send(&settings, &message()).await.unwrap();
    let call = sink.calls().remove(0);
    let told = webhook::signature("0123456789abcdef", 1_795_741_200, &call.body);
    assert_eq!(call.headers["x-wangge-signature"], told.as_str());
    assert!(told.starts_with("t=1795741200,v1=") && told.len() == "t=1795741200,v1=".len() + 64, "{told}");
    assert_eq!(serde_json::from_str::<Value>(&call.body).unwrap()["facts"]["case"], "2026-00001");
    assert!(gate.send(&settings, &message()).await.is_err(), "a redirect is not followed");
    assert_eq!(sink.calls().len(), 2);
    assert!(matches!(gate.send(&settings, &message()).await, Err(Unsent::Refused(_))));
}

/// RFC 4231, test case 2, so that the signatures are the standard's.
#[test]
fn signatures_are_hmac_sha_256() {
    // 5bdcc146…ec3843 as base64.
    let expected = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";
    assert_eq!(robot::signed(b"Jefe", b"what do ya want for nothing?"), expected);
}

fn subscription(browser: &Browser, endpoint: &str) -> PushSubscription {
    PushSubscription {
        id: uuid::Uuid::nil().into(),
        user_id: uuid::Uuid::nil().into(),
        endpoint: endpoint.to_owned(),
        p256dh: browser.p256dh(),
        auth: browser.auth(),
        browser: "Chrome".to_owned(),
        made_at: message().at,
    }
}

#[tokio::test]
async fn only_the_browser_reads_what_is_pushed_and_its_service_can_tell_who_sent_it() {
    let sink = HttpSink::start(&[(201, ""), (410, "gone"), (429, "slow down"), (403, "who are you")]).await;
    let (browser, key) = (Browser::new(7), push::SigningKey::make().unwrap());
    let origin = format!("http://{}", sink.address);
    let settings = ChannelSettings::WebPush {
        contact: "office@example.gov.cn".to_owned(),
        services: vec![origin.clone()],
        private_key: Some(key.private.clone()),
        public_key: Some(key.public.clone()),
    };
    let long = format!("{}\n末尾", "案".repeat(2_000));
    let browser_of = |endpoint: String| Some(subscription(&browser, &endpoint));
    let to = Outgoing { body: long, browser: browser_of(format!("{origin}/push/abc")), ..message() };
    let gate = Gate::open().unwrap();
    gate.send(&settings, &to).await.unwrap();
    let call = sink.calls().remove(0);
    assert_eq!((call.path.as_str(), &call.headers["content-encoding"]), ("/push/abc", &"aes128gcm".parse().unwrap()));
    assert!(call.bytes.len() <= 4096 && call.headers.contains_key("ttl"), "{}", call.bytes.len());
    let told: Value = serde_json::from_str(&browser.read(&call.bytes).unwrap()).unwrap();
    assert_eq!(told["subject"], "督办通知");
    assert!(told["text"].as_str().unwrap().ends_with("案…"), "cut between characters");
    assert_eq!(Browser::new(8).read(&call.bytes), None, "no other browser");
    // RFC 8292: a token for this service, signed by the key the browser subscribed under.
    let given = call.headers["authorization"].to_str().unwrap().strip_prefix("vapid t=").unwrap();
    let (token, public) = given.split_once(", k=").unwrap();
    assert_eq!(public, key.public);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
    let known = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(public));
    known.verify(signed.as_bytes(), &bytes(signature)).unwrap();
    let claims: Value = serde_json::from_slice(&bytes(signed.split_once('.').unwrap().1)).unwrap();
    assert_eq!((&claims["aud"], &claims["sub"]), (&json!(origin), &json!("mailto:office@example.gov.cn")));
    assert_eq!(claims["exp"], 1_795_741_200 + 12 * 3600);
    assert_eq!(gate.send(&settings, &to).await, Err(Unsent::Gone));
    assert!(matches!(gate.send(&settings, &to).await, Err(Unsent::Unreachable(_))), "it may be tried again");
    assert!(matches!(gate.send(&settings, &to).await, Err(Unsent::Refused(_))));
    let astray = Outgoing { browser: browser_of("http://127.0.0.1:1/inside".to_owned()), ..to.clone() };
    assert!(matches!(gate.send(&settings, &astray).await, Err(Unsent::Refused(_))));
    assert_eq!(gate.send(&settings, &Outgoing { browser: None, ..to }).await, Err(Unsent::Gone));
    assert_eq!(sink.calls().len(), 4);
}

#[test]
fn a_browser_cannot_make_the_server_call_anywhere() {
    let browser = Browser::new(7);
    let services: Vec<String> = PUSH_SERVICES.iter().map(ToString::to_string).collect();
    let asked = |endpoint: &str| push::carried_by(&subscription(&browser, endpoint), &services);
    for good in [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-by3p.notify.windows.com/w/?token=abc",
    ] {
        assert!(asked(good).is_ok(), "{good}");
    }
    for bad in [
        "http://fcm.googleapis.com/abc",
        "https://fcm.googleapis.com:8443/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evil.example/fcm.googleapis.com",
        "https://xnotify.windows.com/abc",
        "https://notify.windows.com/abc",
        "https://me@fcm.googleapis.com/abc",
        "https://127.0.0.1/abc",
        "file:///etc/passwd",
        "fcm.googleapis.com",
        "",
    ] {
        assert!(matches!(asked(bad), Err(push::PushFault::Service(_))), "{bad}");
    }
    let broken =
        PushSubscription { auth: "short".to_owned(), ..subscription(&browser, "https://fcm.googleapis.com/a") };
    assert_eq!(push::carried_by(&broken, &services), Err(push::PushFault::Keys));
}
