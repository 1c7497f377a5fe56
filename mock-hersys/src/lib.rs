//! A mock of HER-SYS, the government's system of infected persons
