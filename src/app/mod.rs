//! What wengu decides: `update` takes the model and a message and returns effects as data. Pure.
