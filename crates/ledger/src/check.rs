//! The check code of a readable number: four characters that a stranger cannot
//! guess from the number, so that a number alone shows nothing to the public.

use sha2::{Digest, Sha256};

/// The characters of a check code: no 0/O, no 1/I/L.
pub const CHECK_ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const LENGTH: usize = 4;
const BLOCK: usize = 64;

/// HMAC-SHA-256 (RFC 2104) of the concatenated parts.
fn hmac(secret: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut key = [0_u8; BLOCK];
    let short: [u8; 32] = Sha256::digest(secret).into();
    let material = if secret.len() > BLOCK { &short[..] } else { secret };
    key.iter_mut().zip(material).for_each(|(slot, byte)| *slot = *byte);
    let mut inner = Sha256::new();
    inner.update(key.map(|byte| byte ^ 0x36));
    parts.iter().for_each(|part| inner.update(part));
    let mut outer = Sha256::new();
    outer.update(key.map(|byte| byte ^ 0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

/// The four-character check code of a number under the installation's secret,
/// for example `7K3M`. Each character is drawn evenly from
/// [`CHECK_ALPHABET`].
#[must_use]
pub fn check_code(number: &str, secret: &[u8]) -> String {
    let mut code = String::with_capacity(LENGTH);
    let mut round = 0_u8;
    // Bytes of 248 and above would favour some characters and are skipped; a
    // second round is needed about once in 10^20 numbers.
    while code.len() < LENGTH && round < u8::MAX {
        let bytes = hmac(secret, &[b"wenping check code v1\0", number.as_bytes(), &[round]]);
        let usable = bytes.iter().filter(|byte| **byte < 248).map(|byte| usize::from(byte % 31));
        for index in usable.take(LENGTH - code.len()) {
            code.extend(CHECK_ALPHABET.get(index).copied().map(char::from));
        }
        round += 1;
    }
    code
}

/// Whether `given` is the check code of `number`, in time that does not depend
/// on how many characters are right. Lower case is accepted.
#[must_use]
pub fn verify_check_code(number: &str, secret: &[u8], given: &str) -> bool {
    let expected = check_code(number, secret);
    let given = given.trim().to_ascii_uppercase();
    let differing = expected.bytes().zip(given.bytes()).fold(0_u8, |sum, (a, b)| sum | (a ^ b));
    given.len() == expected.len() && std::hint::black_box(differing) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_agrees_with_rfc_4231() {
        // Test cases 2 and 6 of RFC 4231 (a short key and one above a block).
        assert_eq!(
            hex::encode(hmac(b"Jefe", &[b"what do ya want ", b"for nothing?"])),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex::encode(hmac(
                &[0xaa; 131],
                &[b"Test Using Larger Than Block-Size Key - Hash Key First"]
            )),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn codes_use_the_alphabet_evenly_and_depend_on_number_and_secret() {
        let mut seen = [0_u32; 256];
        for n in 0..5_000 {
            let number = format!("LN-CY-2016-{n:05}");
            let code = check_code(&number, b"secret");
            assert_eq!(code.len(), 4);
            code.bytes().for_each(|byte| seen[usize::from(byte)] += 1);
            assert!(verify_check_code(&number, b"secret", &code.to_ascii_lowercase()));
            assert!(!verify_check_code(&number, b"secret", &code[..3]));
            assert!(!verify_check_code(&number, b"secret", &format!("{code}2")));
        }
        let total: u32 = CHECK_ALPHABET.iter().map(|byte| seen[usize::from(*byte)]).sum();
        assert_eq!(total, 20_000, "only characters of the alphabet");
        // 645 expected each, standard deviation 25.
        assert!(CHECK_ALPHABET.iter().all(|b| (500..800).contains(&seen[usize::from(*b)])));
        assert_ne!(check_code("LN-CY-2016-00412", b"a"), check_code("LN-CY-2016-00412", b"b"));
    }

    #[test]
    fn a_guess_is_right_about_once_in_a_million() {
        let right = (0..2_000).filter(|n| verify_check_code(&n.to_string(), b"k", "7K3M")).count();
        assert!(right <= 1);
    }
}
