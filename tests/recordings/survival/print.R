# Prints what R's survival package says of waits clustered by member: the values that tests/measures/test_council_wait.py
# holds ours against. Run it beside this file: Rscript print.R. The tests need no R; what it printed last is here.
library(survival)

quarters <- function(hours) round(hours * 4) / 4
set <- function(name, member, hours, answered) {
  data.frame(set = name, member = member, hours = hours, answered = as.integer(answered))
}

# Waits of so many members, each with their own pace, followed for at most `until` hours.
drawn <- function(name, sizes, median_h, spread, until = 336, tie = identity) {
  member <- rep(sprintf("m%02d", seq_along(sizes)), sizes)
  pace <- rep(exp(rnorm(length(sizes), 0, spread)), sizes)
  wait <- rexp(sum(sizes), log(2) / median_h) * pace
  seen <- pmin(until, runif(sum(sizes), until / 3, 2 * until))
  set(name, member, tie(pmin(wait, seen)), wait <= seen)
}

set.seed(20261127)
waits <- rbind(
  drawn("twelve", c(3, 2, 2, 3, 2), 8, 0.5),
  drawn("ties", c(9, 14, 7, 12, 8, 10), 6, 0.7, until = 24, tie = ceiling),
  drawn("ties at the end", c(20, 20, 20, 20, 20), 60, 1, until = 72, tie = quarters),
  drawn("much censored", rep(10, 12), 90, 0.5, until = 120),
  drawn("one heavy member", c(90, rep(4, 14)), 12, 1.2),
  drawn("two heavy members", c(60, 50, 5, 4, 3, 2, 1, 1), 20, 1.5, tie = quarters),
  drawn("never a half", rep(8, 9), 900, 0.5),
  drawn("upper band never a half", c(6, 5, 7, 4, 6, 2), 250, 0.9, until = 300),
  set("all answered", rep(c("a", "b", "c", "d", "e", "f"), 5), quarters(rexp(30, 0.1)), TRUE),
  set("all answered at once", rep(c("a", "b", "c", "d", "e"), 4), 3, TRUE),
  set("all alike", rep(c("a", "b", "c", "d", "e", "f"), each = 6), rep(c(1, 2, 4, 8, 16, 32), 6), rep(c(1, 1, 1, 1, 0, 1), 6)),
  set("one each", sprintf("m%02d", 1:40), rexp(40, 0.05), rep(c(1, 1, 0, 1), 10)),
  set("none answered", rep(c("a", "b", "c", "d", "e"), 3), 1:15 * 10, FALSE),
  drawn("some hundreds", pmax(1, rpois(45, 8)), 15, 0.8),
  drawn("few members", c(8, 8, 9, 7), 10, 0.6)
)

half <- 0.5 + 1e-9
first_at <- function(times, band) {
  reached <- times[!is.na(band) & band <= half]
  if (length(reached)) min(reached) else NA
}

curves <- NULL
readings <- NULL
for (name in unique(waits$set)) {
  one <- waits[waits$set == name, ]
  fit <- survfit(Surv(hours, answered) ~ 1, data = one, cluster = member, conf.type = "log-log")
  step <- fit$n.event > 0
  curve <- data.frame(set = rep(name, sum(step)), hours = fit$time[step], survival = fit$surv[step],
                      std_error = fit$std.err[step], lower = fit$lower[step], upper = fit$upper[step])
  curves <- rbind(curves, curve)
  above_0 <- curve$survival > 1e-12
  readings <- rbind(readings, data.frame(
    set = name, n = nrow(one), members = length(unique(one$member)), is_log_error = fit$logse,
    median = first_at(curve$hours, curve$survival),
    low = first_at(curve$hours[above_0], curve$lower[above_0]),
    high = first_at(curve$hours[above_0], curve$upper[above_0])))
}

print_as <- function(table, file) {
  for (column in names(table)[sapply(table, is.double)]) table[[column]] <- sprintf("%.17g", table[[column]])
  write.csv(table, file, row.names = FALSE, quote = FALSE, na = "")
}
print_as(waits, "waits.csv")
print_as(curves, "curves.csv")
print_as(readings, "readings.csv")
cat(R.version.string, "survival", as.character(packageVersion("survival")), "\n")
