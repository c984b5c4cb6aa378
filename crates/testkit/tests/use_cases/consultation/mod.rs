//! Public consultations (公众意见征集) on both engines:
//! their course, files of answers, what keeps them honest,
//! questionnaires of one's own, discussion rounds; and the report that is written of it.

mod asked;
mod batch;
mod chapters;
mod course;
mod discussion;
mod integrity;
mod questionnaire;
