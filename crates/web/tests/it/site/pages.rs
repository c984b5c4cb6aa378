//! What every answer must be, whoever asks.

use visitor::Answer;

/// Faults of an answer, in words.
pub fn faults(what: &str, answer: &Answer, signed_in: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |words: &str| faults.push(format!("{what}: {words}"));
    if answer.status.is_server_error() {
        fault(&format!("answers {}", answer.status));
    }
    if answer.header("content-security-policy") != web::CONTENT_SECURITY_POLICY {
        fault("has no content security policy");
    }
    if answer.header("x-content-type-options") != "nosniff" {
        fault("lets browsers guess the type");
    }
    if !answer.is_page() {
        return faults;
    }
    if signed_in && answer.header("cache-control") != "no-store" {
        fault("is a page for one person and may be stored");
    }
    for word in [" style=\"", "<style", "<script>", "javascript:", " onclick=", " onchange="] {
        if answer.text.contains(word) {
            fault(&format!("holds {word}"));
        }
    }
    if let Some((_, behind)) = answer.text.split_once('⟦') {
        let key = behind.split('⟧').next().unwrap_or_default();
        fault(&format!("has no text for {key}"));
    }
    if answer.text.contains("<main") && answer.text.matches("<h1").count() != 1 {
        fault("has not one main heading");
    }
    faults
}
