#!/usr/bin/env -S octave-cli -q
% GNU Octave, package io: xlswrite of a cell array per table.
arguments_ = argv ();
try
  pkg load io
catch
  fprintf (stderr, "Octave's io package is not installed\n");
  exit (69);
end_try_catch
printf ("%s\n", pkg ("list", "io"){1}.version);
lines = strsplit (fileread (arguments_{1}), "\n");
tables = struct ();
for index = 1:numel (lines)
  line = lines{index};
  if (isempty (line) || line(1) == "#")
    continue;
  endif
  parts = strsplit (line, "\t", "CollapseDelimiters", false);
  kind = parts{3};
  text = do_string_escapes (parts{4});
  % It knows no dates, times, percentages or errors: whoever has them writes texts.
  switch (kind)
    case {"integer", "decimal"}
      value = str2double (text);
    case "percent"
      value = 100 * str2double (text);
    case "boolean"
      value = strcmp (text, "true");
    case {"nan", "inf", "-inf"}
      value = str2double (kind);
    case {"null", "empty"}
      value = [];
    case {"text", "date", "time", "duration", "datetime"}
      value = text;
    otherwise
      continue;
  endswitch
  table = parts{1};
  if (! isfield (tables, table))
    tables.(table) = {"k", "v"};
  endif
  tables.(table)(end + 1, :) = {parts{2}, value};
endfor
names = fieldnames (tables);
for index = 1:numel (names)
  xlswrite (fullfile (arguments_{2}, "all.xlsx"), tables.(names{index}), names{index}, "A1", "OCT");
endfor
