# The cases as R data frames: a list with a frame per table, whose column has the type that fits.
options(warn = 1, stringsAsFactors = FALSE)
Sys.setenv(TZ = "America/Toronto")

unescape <- function(text) {
  for (pair in list(c("\\\\", "\001"), c("\\n", "\n"), c("\\r", "\r"), c("\\t", "\t"), c("\001", "\\")))
    text <- gsub(pair[1], pair[2], text, fixed = TRUE)
  text
}

absent <- function(sentence) {
  message(sentence)
  quit(status = 69)
}

need <- function(package)
  if (!requireNamespace(package, quietly = TRUE)) absent(paste("R's", package, "is not installed"))

native <- function(kind, text, table) {
  number <- ifelse(kind %in% c("nan", "inf", "-inf"), c(nan = NaN, inf = Inf, "-inf" = -Inf)[kind],
                   suppressWarnings(as.numeric(text)))
  seconds <- function(part) vapply(strsplit(part, ":"), function(p)
    if (length(p) < 3) NA_real_ else sum(as.numeric(p) * c(3600, 60, 1)), 0)
  text[kind == "null"] <- NA
  switch(table,
    shares = number * 100, integers = , decimals = , gaps = , amounts = , figures = number,
    flags = text == "true",
    days = as.Date(text),
    lengths = as.difftime(seconds(text) / 60, units = "mins"),
    stamps = as.POSIXct(text, format = "%Y-%m-%d %H:%M:%OS", tz = "America/Toronto"),
    moments = {
      offset <- substr(text, 20, 25)
      as.POSIXct(paste0(substr(text, 1, 19), sub(":", "", offset)), format = "%Y-%m-%d %H:%M:%S%z", tz = "UTC")
    },
    text)
}

# R has no type for a time of day and none for 64-bit integers; formulas are left out.
frames <- function(path) {
  lines <- readLines(path, encoding = "UTF-8")
  parts <- strsplit(lines[!startsWith(lines, "#") & nzchar(lines)], "\t", fixed = TRUE)
  cell <- function(n) vapply(parts, function(p) p[n], "")
  cases <- data.frame(table = cell(1), key = cell(2), kind = cell(3), text = unescape(cell(4)))
  cases <- cases[!cases$kind %in% c("error", "formula", "uncomputed") &
                   !cases$key %in% c("two53-and-1", "largest") & cases$table != "clocks", ]
  Encoding(cases$text) <- "UTF-8"
  tables <- unique(cases$table)
  setNames(lapply(tables, function(table) {
    rows <- cases[cases$table == table, ]
    data.frame(k = rows$key, v = native(rows$kind, rows$text, table))
  }), tables)
}

arguments <- commandArgs(trailingOnly = TRUE)
