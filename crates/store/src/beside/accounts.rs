//! Local accounts. The store keeps what the caller computed: passwords are
//! hashed with argon2id by the caller, never seen here.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

macro_rules! columns {
    () => {
        "person, username, password_hash, failed, locked_until, must_change, updated_at"
    };
}

statements! {
    PUT = concat!("INSERT INTO accounts (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7) \
        ON CONFLICT (person) DO UPDATE SET username = excluded.username, \
        password_hash = excluded.password_hash, failed = excluded.failed, \
        locked_until = excluded.locked_until, must_change = excluded.must_change, \
        updated_at = excluded.updated_at");
    BY_USERNAME = concat!("SELECT ", columns!(), " FROM accounts WHERE username = $1");
    BY_PERSON = concat!("SELECT ", columns!(), " FROM accounts WHERE person = $1");
    ANY = "SELECT person FROM accounts LIMIT 1";
    HOLD = "UPDATE accounts SET failed = failed WHERE person = $1";
    GOOD = "UPDATE accounts SET failed = 0, locked_until = NULL WHERE person = $1";
    BAD = "UPDATE accounts SET failed = failed + 1, \
        locked_until = CASE WHEN failed + 1 >= $2 THEN $3 ELSE locked_until END WHERE person = $1";
    DELETE = "DELETE FROM accounts WHERE person = $1";
}

/// An account to sign in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub person: Uuid,
    /// Sign-in name.
    pub username: String,
    /// argon2id in PHC form.
    pub password_hash: String,
    /// Wrong passwords in a row.
    pub failed: u32,
    /// No sign-in before this instant.
    pub locked_until: Option<Timestamp>,
    /// Whether the password must be changed at the next sign-in.
    pub must_change: bool,
    /// Last change by an act.
    pub updated_at: Timestamp,
}

/// Shows no password hash.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({})", self.person)
    }
}

/// When wrong passwords lock an account, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockPolicy {
    /// Wrong passwords in a row that lock it.
    pub after: u32,
    /// How long it is locked.
    pub period: SignedDuration,
}

fn read(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        person: row.get("person")?,
        username: row.get("username")?,
        password_hash: row.get("password_hash")?,
        failed: row.get("failed")?,
        locked_until: row.get("locked_until")?,
        must_change: row.get("must_change")?,
        updated_at: row.get("updated_at")?,
    })
}

impl Reader {
    /// The account with a sign-in name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn account_by_username(
        &mut self,
        username: &str,
    ) -> Result<Option<Account>, StoreError> {
        self.first(&BY_USERNAME, args![username]).await?.as_ref().map(read).transpose()
    }

    /// The account of a person.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn account(&mut self, person: Uuid) -> Result<Option<Account>, StoreError> {
        self.first(&BY_PERSON, args![person]).await?.as_ref().map(read).transpose()
    }

    /// Whether there is any account; without one the set-up page opens.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_accounts(&mut self) -> Result<bool, StoreError> {
        Ok(self.first(&ANY, args![]).await?.is_some())
    }
}

impl Tx {
    /// The account of a person, held until the transaction ends: whoever else
    /// wants to judge a sign-in to it waits and then sees what was noted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hold_account(&mut self, person: Uuid) -> Result<Option<Account>, StoreError> {
        self.run(&HOLD, args![person]).await?;
        self.account(person).await
    }

    /// Writes an account. A sign-in name that another person has is refused
    /// ([`StoreError::is_unique_violation`]).
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or refuses the row.
    pub async fn put_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let values = args![
            account.person,
            &account.username,
            &account.password_hash,
            account.failed,
            account.locked_until,
            account.must_change,
            account.updated_at,
        ];
        self.run(&PUT, values).await?;
        Ok(())
    }

    /// Notes the outcome of a sign-in: success clears the count, failure counts
    /// and locks the account when the policy says so.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn note_sign_in(
        &mut self,
        person: Uuid,
        success: bool,
        policy: LockPolicy,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if success {
            self.run(&GOOD, args![person]).await?;
        } else {
            let until = now.checked_add(policy.period).unwrap_or(Timestamp::MAX);
            self.run(&BAD, args![person, policy.after, until]).await?;
        }
        Ok(())
    }

    /// Removes an account and its sessions; the person stays in the record.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn delete_account(&mut self, person: Uuid) -> Result<bool, StoreError> {
        Ok(self.run(&DELETE, args![person]).await? > 0)
    }
}
