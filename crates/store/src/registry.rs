//! The record kinds that a log may hold, each with its fold and with the rows
//! that its state gives to lists.

use std::{any::Any, fmt, marker::PhantomData};

use domain::record::{EventBody as _, Record};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{error::StoreError, projection::Projection, stream::StoredEvent};

/// What a projection may use besides the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProjectCtx {
    /// Identifier of the record.
    pub id: Uuid,
    /// Version of the record.
    pub version: u64,
    /// Position of its last event.
    pub last_seq: u64,
    /// When its first event was recorded.
    pub created_at: Timestamp,
    /// When its last event was recorded.
    pub updated_at: Timestamp,
}

/// All rows of lists that a record owns, computed from its state.
pub type Project<R> = fn(&R, &ProjectCtx) -> Vec<Projection>;

/// A record folded from its events, without its type.
pub(crate) struct Folded {
    pub(crate) state: String,
    pub(crate) fold_version: u32,
    pub(crate) unit: Uuid,
    pub(crate) ctx: ProjectCtx,
    pub(crate) rows: Vec<Projection>,
}

pub(crate) trait Kind: Send + Sync {
    fn fold(&self, id: Uuid, events: &[StoredEvent]) -> Result<Option<Folded>, StoreError>;
    fn project(&self, state: &dyn Any, ctx: &ProjectCtx) -> Option<Vec<Projection>>;
}

struct Entry<R> {
    project: Project<R>,
    kind: PhantomData<fn() -> R>,
}

/// Folds events into a state, refusing gaps.
pub(crate) fn fold<R: Record>(events: &[StoredEvent]) -> Result<R, StoreError> {
    let mut state = R::default();
    fold_onto(&mut state, events)?;
    Ok(state)
}

fn fold_onto<R: Record>(state: &mut R, events: &[StoredEvent]) -> Result<(), StoreError> {
    for event in events {
        let body = R::Event::from_data(&event.type_name, event.type_v, &event.data)?;
        state.apply(&event.meta, &body);
    }
    Ok(())
}

impl<R: Record + 'static> Kind for Entry<R> {
    fn fold(&self, id: Uuid, events: &[StoredEvent]) -> Result<Option<Folded>, StoreError> {
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return Ok(None);
        };
        let state: R = fold(events)?;
        let ctx = ProjectCtx {
            id,
            version: last.version,
            last_seq: last.meta.seq,
            created_at: first.meta.recorded_at,
            updated_at: last.meta.recorded_at,
        };
        Ok(Some(Folded {
            state: state_text(&state)?,
            fold_version: R::FOLD_VERSION,
            unit: first.meta.unit.uuid(),
            ctx,
            rows: (self.project)(&state, &ctx),
        }))
    }

    fn project(&self, state: &dyn Any, ctx: &ProjectCtx) -> Option<Vec<Projection>> {
        state.downcast_ref::<R>().map(|state| (self.project)(state, ctx))
    }
}

/// The state as the row keeps it.
pub(crate) fn state_text<R: Record>(state: &R) -> Result<String, StoreError> {
    serde_json::to_string(state).map_err(|e| StoreError::corrupt(format!("{}: {e}", R::KIND)))
}

/// The record kinds of an installation. Every kind that the log may hold has
/// to be registered, or `verify` and `rebuild` report it.
#[derive(Default)]
pub struct Registry {
    kinds: Vec<(&'static str, Box<dyn Kind>)>,
}

impl Registry {
    /// An empty registry.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record kind with its projection. A rebuild goes through the kinds
    /// in this order: one that patches rows of another comes after it (matters
    /// before assessments).
    #[must_use]
    pub fn with<R: Record + 'static>(mut self, project: Project<R>) -> Self {
        self.kinds.retain(|(kind, _)| *kind != R::KIND);
        self.kinds.push((R::KIND, Box::new(Entry { project, kind: PhantomData })));
        self
    }

    /// The registered kinds, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.kinds.iter().map(|(kind, _)| *kind)
    }

    pub(crate) fn kind(&self, kind: &str) -> Result<&dyn Kind, StoreError> {
        let found = self.kinds.iter().find(|(name, _)| *name == kind);
        found
            .map(|(_, entry)| entry.as_ref())
            .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.kinds()).finish()
    }
}
