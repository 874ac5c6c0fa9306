// After a refused form the summary of faults takes the focus, so that it is read first.
document.querySelector("[data-error-summary]")?.focus();
