#!/usr/bin/env Rscript
# R, writexl: write_xlsx with a sheet per data frame.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "cases.R"))

need("writexl")
cat(as.character(packageVersion("writexl")), "\n", sep = "")
writexl::write_xlsx(frames(arguments[1]), file.path(arguments[2], "all.xlsx"))
