//! The Exposure Notification protocol and the judgement of both operating systems
