//! The list of posts.

use jiff::civil::Date;
use uuid::Uuid;

use super::projection;

projection! {
    /// A role that a person holds at a unit for a dated period.
    PostRow => "posts", key ["id"], sides [], patched &[], {
        /// Identifier of the post.
        id: Uuid,
        /// Its holder.
        person_id: Uuid,
        /// The unit.
        unit_id: Uuid,
        /// Code of the role.
        role: String,
        /// First day.
        valid_from: Date,
        /// Last day; `None` while open.
        valid_to: Option<Date>,
        /// The post that delegated it.
        delegated_from: Option<Uuid>,
    }
}
