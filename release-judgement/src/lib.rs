//! Record to verdict, comparison and report
