//! `claimgraph remove`: articles out of the store.

use clap::Args;

use crate::cli::error::{Failure, Outcome, complain};
use crate::cli::location::Location;
use crate::mapping::{self, Base};

/// Remove articles from the store
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Ids of articles, as `claimgraph show` lists them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,

    #[command(flatten)]
    location: Location,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.location.change()?;
    let base = Base::new(store.base()).unwrap_or_default();
    let mut missing = 0;
    for id in &arguments.ids {
        if !store.remove(&mapping::graph(&base, id))? {
            missing += 1;
            let hint = "`claimgraph show` lists the articles of a store";
            complain(
                "error",
                &format!("no article {id} in {}", store.location().display()),
                Some(hint),
            );
        }
    }
    store.flush()?;
    if missing == arguments.ids.len() {
        return Err(Failure::new("nothing was removed").hinted("see the errors above"));
    }
    Ok(Outcome::partly_if(missing > 0))
}
