//! Passwords: what one must be like, and how it is kept (argon2id).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use wangge_domain::text::Message;

use crate::error::AppError;

/// The shortest password, in characters. GB/T 22239 level 3 asks for complexity; local practice is 8 to 10.
const SHORTEST: usize = 10;

/// How many of the four kinds of characters (capital, small, digit, other) a password has at least.
const KINDS: usize = 3;

/// Refuses a password that is too short or too plain.
///
/// # Errors
/// The sentence that says what a password needs.
pub fn check_strength(password: &str) -> Result<(), AppError> {
    let kinds = [
        password.chars().any(char::is_uppercase),
        password.chars().any(char::is_lowercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    let enough = kinds.iter().filter(|has| **has).count() >= KINDS;
    if password.chars().count() < SHORTEST || !enough {
        return Err(AppError::refused("password_too_weak", Message::new("app-password-too-weak")));
    }
    Ok(())
}

/// argon2id with 19 MiB and two passes, the first choice of RFC 9106's successors for servers of this size.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The hash to keep, with a salt of its own. Takes tens of milliseconds on purpose.
///
/// # Errors
/// When hashing fails, which only a wrong salt could cause.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, AppError> {
    let hashed: argon2::password_hash::Result<PasswordHash> =
        argon2().hash_password_with_salt(password.as_bytes(), salt);
    hashed.map(|h| h.to_string()).map_err(|_| AppError::refused("password_unusable", Message::new("app-internal")))
}

/// Whether a password is the one behind a hash.
pub fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| argon2().verify_password(password.as_bytes(), &parsed).is_ok())
}

/// A one-time password that can be read over the telephone: no letters that look alike, always strong enough.
pub fn one_time(random: &[u8; 16]) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    const CAPITALS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    const DIGITS: &[u8] = b"23456789";
    let pick = |set: &[u8], byte: u8| char::from(set[usize::from(byte) % set.len()]);
    let mut text = String::with_capacity(14);
    for (i, byte) in random.iter().take(12).enumerate() {
        if i > 0 && i % 4 == 0 {
            text.push('-');
        }
        text.push(match i % 3 {
            0 => pick(LETTERS, *byte),
            1 => pick(CAPITALS, *byte),
            _ => pick(DIGITS, *byte),
        });
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn weak_passwords_are_refused_and_strong_ones_are_not() {
        for (password, good) in [
            ("Grid-2026-ok", true),
            ("网格Aa123456789", true),
            ("short-A1", false),
            ("alllowercaseletters", false),
            ("lowercase1234567", false),
            ("", false),
        ] {
            assert_eq!(check_strength(password).is_ok(), good, "{password}");
        }
    }

    #[test]
    fn a_hash_matches_its_own_password_only() {
        let kept = hash("Grid-2026-ok", &[7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(matches("Grid-2026-ok", &kept));
        assert!(!matches("grid-2026-ok", &kept));
        assert!(!matches("Grid-2026-ok", "nonsense"));
        assert_ne!(kept, hash("Grid-2026-ok", &[8; 16]).unwrap());
    }

    #[test]
    fn a_one_time_password_is_strong_enough_for_its_own_rule() {
        for seed in 0..=255_u8 {
            assert!(check_strength(&one_time(&[seed; 16])).is_ok());
        }
    }
}
