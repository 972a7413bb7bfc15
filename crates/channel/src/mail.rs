//! E-mail by SMTP.

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use wangge_domain::notice::{ChannelSettings, MailSecurity};

use crate::{Outgoing, PATIENCE, Unsent, chain};

pub(crate) async fn send(settings: &ChannelSettings, outgoing: &Outgoing) -> Result<(), Unsent> {
    let ChannelSettings::Email { host, port, security, username, password, from } = settings else {
        return Err(Unsent::Refused("no mail server".to_owned()));
    };
    let refused = |error: &dyn std::error::Error| Unsent::Refused(chain(error));
    let from: Mailbox = from.parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
    let to: Mailbox = outgoing.address.parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
    let domain = from.email.domain().to_owned();
    let mail = Message::builder()
        .from(from)
        .to(to)
        .subject(&outgoing.subject)
        .date(outgoing.at.into())
        // Tried again it is the same mail, and whoever got it already may know it by this.
        .message_id(Some(format!("<{}@{domain}>", outgoing.id)))
        .header(ContentType::TEXT_PLAIN)
        .body(outgoing.body.clone())
        .map_err(|error| refused(&error))?;
    let unusable = |error: lettre::transport::smtp::Error| Unsent::Unreachable(chain(&error));
    let transport = match security {
        MailSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(host).map_err(unusable)?,
        MailSecurity::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(host).map_err(unusable)?,
        MailSecurity::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host),
    };
    let mut transport = transport.port(*port).timeout(Some(PATIENCE));
    if let Some(username) = username {
        transport = transport.credentials(Credentials::new(username.clone(), password.clone().unwrap_or_default()));
    }
    let sent = transport.build().send(mail).await;
    sent.map(drop)
        .map_err(|error| if error.is_permanent() { refused(&error) } else { Unsent::Unreachable(chain(&error)) })
}
