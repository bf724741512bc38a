//! What wengu shows: draws the model, decides nothing.
