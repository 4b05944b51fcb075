#!/usr/bin/env Rscript
# R, readr: write_csv.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "cases.R"))

need("readr")
cat(as.character(packageVersion("readr")), "\n", sep = "")
tables <- frames(arguments[1])
for (table in names(tables))
  readr::write_csv(tables[[table]], file.path(arguments[2], paste0(table, ".csv")))
