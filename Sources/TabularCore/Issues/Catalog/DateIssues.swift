extension IssueCatalog {
  /// Issues of dates, times and time zones.
  static let dateIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.date-in-text", .error,
      when: "a number cell with a date or time format in a text, code, number or list field",
      message: text(
        "the cell holds the date `{value}`, expected {expected}",
        "la cellule contient la date `{value}`, {expected} est attendu"),
      variants: [
        "time": text(
          "the cell holds the time `{value}`, expected {expected}",
          "la cellule contient l'heure `{value}`, {expected} est attendu"),
        "duration": text(
          "the cell holds the duration `{value}`, expected {expected}",
          "la cellule contient la durée `{value}`, {expected} est attendu"),
      ],
      help: text(
        "format the column as text and type the value again",
        "mettez la colonne au format texte et saisissez la valeur de nouveau")),
    IssueDefinition(
      "value.date-invalid", .error,
      when: "no such date, not a date, a serial outside its range, a time of day in a date, a date"
        + " and time without one of them or with a zone, or against a declared order",
      message: text(
        "`{value}` is not a calendar date", "`{value}` n'est pas une date du calendrier"),
      variants: [
        "not-a-date": text("`{value}` is not a date", "`{value}` n'est pas une date"),
        "not-a-date-time": text(
          "`{value}` is not a date and time", "`{value}` n'est pas une date avec une heure"),
        "serial": text(
          "`{value}` is not the serial number of a date, expected `1` to `2958465` without `60`",
          "`{value}` n'est pas le numéro de série d'une date, `1` à `2958465` sauf `60` est"
            + " attendu"),
        "bare-number": text(
          "the number `{value}` has no date format, expected a date",
          "le nombre `{value}` n'a pas de format de date, une date est attendue"),
        "has-time": text(
          "`{value}` has a time of day, expected a date alone",
          "`{value}` a une heure, une date seule est attendue"),
        "no-time": text(
          "`{value}` has no time of day, expected a date and a time",
          "`{value}` n'a pas d'heure, une date et une heure sont attendues"),
        "no-date": text(
          "`{value}` has no date, expected a date and a time",
          "`{value}` n'a pas de date, une date et une heure sont attendues"),
        "zone": text(
          "`{value}` names a zone or offset, expected local time",
          "`{value}` indique un fuseau ou un décalage, l'heure locale est attendue"),
        "zone-in-date": text(
          "`{value}` names a zone or offset, expected a date alone",
          "`{value}` indique un fuseau ou un décalage, une date seule est attendue"),
        "zone-format": text(
          "the number format shows `{value}` as the time of a zone, expected local time",
          "le format de nombre montre `{value}` comme l'heure d'un fuseau, l'heure locale est"
            + " attendue"),
        "format": text(
          "`{value}` does not have the form `{expected}`",
          "`{value}` n'a pas la forme `{expected}`"),
        "order": text(
          "`{value}` does not fit the declared order `{expected}`",
          "`{value}` ne suit pas l'ordre déclaré `{expected}`"),
      ],
      help: text("enter a date as `YYYY-MM-DD`", "saisissez une date `AAAA-MM-JJ`"),
      helpVariants: [
        "not-a-date-time": text(
          "enter date and time as `YYYY-MM-DD HH:MM`",
          "saisissez date et heure `AAAA-MM-JJ HH:MM`"),
        "no-time": text(
          "enter date and time as `YYYY-MM-DD HH:MM`",
          "saisissez date et heure `AAAA-MM-JJ HH:MM`"),
        "no-date": text(
          "enter date and time as `YYYY-MM-DD HH:MM`",
          "saisissez date et heure `AAAA-MM-JJ HH:MM`"),
        "format": text("enter it in this form", "saisissez-la sous cette forme"),
        "zone": text(
          "enter local time; the zone comes from another field",
          "saisissez l'heure locale ; le fuseau vient d'un autre champ"),
        "zone-format": text(
          "enter local time under a format without a zone",
          "saisissez l'heure locale sous un format sans fuseau"),
      ]),
    IssueDefinition(
      "value.date-order-unclear", .error,
      when: "no text of the column tells day-first from month-first; once per column",
      message: text(
        "`{value}` can be {first:day} or {second:day}; nothing in the column decides",
        "`{value}` peut être le {first:day} ou le {second:day} ; rien dans la colonne ne tranche"),
      help: text(
        "write dates as `YYYY-MM-DD`, or pass `--date-order dmy` or `--date-order mdy`",
        "écrivez les dates `AAAA-MM-JJ`, ou passez `--date-order dmy` ou `--date-order mdy`")),
    IssueDefinition(
      "value.date-order-mixed", .error,
      when: "the column has day-first and month-first dates; once per column",
      message: text(
        "the column has day-first `{first}` and month-first `{second}` dates",
        "la colonne a des dates jour-mois `{first}` et mois-jour `{second}`"),
      help: text(
        "use one order in the whole column", "utilisez un seul ordre dans toute la colonne")),
    IssueDefinition(
      "value.date-order-swapped", .error,
      when: "all text dates have days above 12 and all date cells days up to 12; once per column",
      message: text(
        "all `{count}` text dates have days above 12 and all `{cells}` date cells days up to 12;"
          + " day and month were probably exchanged",
        "les `{count}` dates en texte ont toutes un jour après le 12 et les `{cells}` cellules de"
          + " date un jour jusqu'au 12 ; jour et mois ont sans doute été échangés"),
      help: text(
        "format the column as text, type the dates as `YYYY-MM-DD`",
        "mettez la colonne au format texte, saisissez les dates `AAAA-MM-JJ`")),
    IssueDefinition(
      "value.two-digit-year", .warning, when: "a year written with two digits",
      message: text(
        "year `{year}` was read as `{result}`", "l'année `{year}` a été lue comme `{result}`"),
      help: text("write four digits", "écrivez quatre chiffres")),
    IssueDefinition(
      "value.date-1904-shift", .warning,
      when: "of at least five dates of a column all but one lie within 366 days, and the odd one"
        + " plus 1,462 days falls among them",
      message: text(
        "`{value}` lies `1462` days early, as dates pasted from a workbook counting from 1904 do;"
          + " expected about `{expected}`",
        "`{value}` est `1462` jours trop tôt, comme les dates collées d'un classeur comptant à"
          + " partir de 1904 ; environ `{expected}` est attendu"),
      help: text(
        "check the date; type it again if it is wrong",
        "vérifiez la date ; saisissez-la de nouveau si elle est fausse")),
    IssueDefinition(
      "value.date-1900-shift", .warning,
      when: "a number cell with a date before 1 March 1900, in a workbook that counts from 1900",
      message: text(
        "`{value}` may be a day off; programs count the days before 1 March 1900 differently",
        "`{value}` est peut-être décalée d'un jour ; les programmes comptent différemment les jours"
          + " avant le 1er mars 1900"),
      help: text(
        "check the date; typed as text, `YYYY-MM-DD`, it is exact",
        "vérifiez la date ; saisie comme texte, `AAAA-MM-JJ`, elle est exacte")),
    IssueDefinition(
      "value.time-invalid", .error, when: "not readable as a time of day to the minute",
      message: text(
        "`{value}` is not a time of day", "`{value}` n'est pas une heure de la journée"),
      variants: [
        "seconds": text(
          "`{value}` has seconds, expected a time to the minute",
          "`{value}` a des secondes, une heure à la minute est attendue"),
        "has-date": text(
          "`{value}` has a date, expected a time of day alone",
          "`{value}` a une date, une heure seule est attendue"),
        "zone": text(
          "`{value}` names a zone or offset, expected local time",
          "`{value}` indique un fuseau ou un décalage, l'heure locale est attendue"),
        "zone-format": text(
          "the number format shows `{value}` as the time of a zone, expected local time",
          "le format de nombre montre `{value}` comme l'heure d'un fuseau, l'heure locale est"
            + " attendue"),
        "format": text(
          "`{value}` does not have the form `{expected}`",
          "`{value}` n'a pas la forme `{expected}`"),
      ],
      help: text("enter a time as `HH:MM`", "saisissez une heure `HH:MM`"),
      helpVariants: ["format": text("enter it in this form", "saisissez-la sous cette forme")]),
    IssueDefinition(
      "value.local-time-gap", .error,
      when: "the local time is skipped by a clock change in its zone",
      message: text(
        "`{time}` on `{date}` does not exist in `{zone}`; clocks go from `{from}` to `{to}`",
        "`{time}` le `{date}` n'existe pas en `{zone}` ; l'horloge passe de `{from}` à `{to}`"),
      help: text("choose another time", "choisissez une autre heure")),
    IssueDefinition(
      "value.local-time-twice", .warning, when: "the local time occurs twice; the first is taken",
      message: text(
        "`{time}` on `{date}` occurs twice in `{zone}`; the first was taken",
        "`{time}` le `{date}` se produit deux fois en `{zone}` ; la première a été prise"),
      help: text(
        "choose another time if the second is meant",
        "choisissez une autre heure s'il s'agit de la seconde")),
    IssueDefinition(
      "value.zone-missing", .error,
      when: "a local date and time without a time zone: neither the row nor its parent names one",
      message: text(
        "`{value}` needs a time zone, and neither the row nor its parent names one",
        "`{value}` demande un fuseau horaire, et ni la ligne ni son parent n'en nomme un"),
      help: text("fill in the zone", "indiquez le fuseau")),
    IssueDefinition(
      "value.time-zone-unknown", .error,
      when: "not an accepted zone name; abbreviations and offsets included",
      message: text(
        "`{value}` is not a time zone name, expected one such as `America/Toronto`",
        "`{value}` n'est pas un nom de fuseau, un nom comme `America/Toronto` est attendu"),
      help: text(
        "choose a zone from the template's list", "choisissez un fuseau de la liste du modèle"),
      kindArguments: ["value"]),
  ]
}
