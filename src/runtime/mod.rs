//! The event loop: joins the terminal, the model and the world.
