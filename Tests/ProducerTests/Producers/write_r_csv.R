#!/usr/bin/env Rscript
# R: write.csv without row names.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "cases.R"))

cat(as.character(getRversion()), "\n", sep = "")
tables <- frames(arguments[1])
for (table in names(tables))
  write.csv(tables[[table]], file.path(arguments[2], paste0(table, ".csv")), row.names = FALSE)
