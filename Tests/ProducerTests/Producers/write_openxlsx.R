#!/usr/bin/env Rscript
# R, openxlsx: write.xlsx with a sheet per data frame.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "cases.R"))

need("openxlsx")
cat(as.character(packageVersion("openxlsx")), "\n", sep = "")
openxlsx::write.xlsx(frames(arguments[1]), file.path(arguments[2], "all.xlsx"))
