#!/usr/bin/env Rscript
# R, data.table: fwrite.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "cases.R"))

need("data.table")
cat(as.character(packageVersion("data.table")), "\n", sep = "")
tables <- frames(arguments[1])
for (table in names(tables))
  data.table::fwrite(tables[[table]], file.path(arguments[2], paste0(table, ".csv")))
