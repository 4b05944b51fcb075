extension IssueCatalog {
  /// Issues of values chosen from lists, of addresses, and of lists in one cell.
  static let wordIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.email-invalid", .error,
      when: "not exactly one address with a dotted host, or over 254 characters",
      message: text(
        "`{value}` is not an e-mail address: the host has no dot",
        "`{value}` n'est pas une adresse de courriel : l'hôte n'a pas de point"),
      variants: [
        "form": text(
          "`{value}` is not an e-mail address", "`{value}` n'est pas une adresse de courriel"),
        "no-at": text(
          "`{value}` is not an e-mail address: it has no `@`",
          "`{value}` n'est pas une adresse de courriel : il n'y a pas de `@`"),
        "space": text(
          "`{value}` is not an e-mail address: it holds a space",
          "`{value}` n'est pas une adresse de courriel : elle contient un espace"),
        "several": text(
          "`{value}` holds several addresses, expected one",
          "`{value}` contient plusieurs adresses, une seule est attendue"),
        "too-long": text(
          "the address has `{count}` characters, at most `254` are allowed",
          "l'adresse a `{count}` caractères, `254` au plus sont permis"),
      ],
      help: text("correct the address", "corrigez l'adresse")),
    IssueDefinition(
      "value.email-typo", .warning,
      when: "the host is one letter away from a well-known provider and is not one itself",
      message: text(
        "host `{value}` looks like `{expected}`", "l'hôte `{value}` ressemble à `{expected}`"),
      help: text("check the address", "vérifiez l'adresse"), kindArguments: ["value"]),
    IssueDefinition(
      "value.phone-invalid", .error,
      when: "wrong length or area code for its country, no country to read it in, or several"
        + " numbers",
      message: text(
        "`{value}` has `{count}` {count|digit|digits}, a number in `{country}` has `{expected}`",
        "`{value}` a `{count}` {count|chiffre|chiffres}, un numéro en `{country}` en a"
          + " `{expected}`"),
      variants: [
        "area-code": text(
          "`{value}` begins with `{first}`, which is not an area code in `{country}`",
          "`{value}` commence par `{first}`, qui n'est pas un indicatif en `{country}`"),
        "no-country": text(
          "`{value}` has no country code and the row no country",
          "`{value}` n'a pas d'indicatif de pays et la ligne pas de pays"),
        "several": text(
          "`{value}` holds several numbers, expected one",
          "`{value}` contient plusieurs numéros, un seul est attendu"),
        "form": text(
          "`{value}` is not a phone number", "`{value}` n'est pas un numéro de téléphone"),
      ],
      help: text(
        "correct the number or write it with `+`", "corrigez le numéro ou écrivez-le avec `+`")),
    IssueDefinition(
      "value.enum-unknown", .error,
      when: "not a value or alias of the field (also language and currency)",
      message: text(
        "`{value}` is not {field:article} `{field}`, expected {expected:or}",
        "`{value}` n'est pas un `{field}`, {expected:or} est attendu"),
      variants: [
        "many": text(
          "`{value}` is not {field:article} `{field}`, expected one of `{count}` values",
          "`{value}` n'est pas un `{field}`, une des `{count}` valeurs est attendue"),
        "language": text(
          "`{value}` is not a language, expected a name or tag such as `fr-CA`",
          "`{value}` n'est pas une langue, un nom ou un code comme `fr-CA` est attendu"),
        "currency": text(
          "`{value}` is not a currency, expected a code such as `CAD`",
          "`{value}` n'est pas une monnaie, un code comme `CAD` est attendu"),
      ],
      help: text("choose from the list", "choisissez dans la liste"), kindArguments: ["value"]),
    IssueDefinition(
      "value.boolean-unknown", .error, when: "none of the yes or no words",
      message: text("`{value}` is not yes or no", "`{value}` n'est ni oui ni non"),
      help: text("enter `yes` or `no`", "saisissez `oui` ou `non`"), kindArguments: ["value"]),
    IssueDefinition(
      "value.country-unknown", .error, when: "not a country name or code",
      message: text(
        "`{value}` is not a country, expected a name or code such as `CA`",
        "`{value}` n'est pas un pays, un nom ou un code comme `CA` est attendu"),
      help: text("choose from the list", "choisissez dans la liste"), kindArguments: ["value"]),
    IssueDefinition(
      "value.subdivision-unknown", .error,
      when: "not a subdivision of the row's country, or no country given",
      message: text(
        "`{value}` is not a province of `{country}`",
        "`{value}` n'est pas une province de `{country}`"),
      variants: [
        "no-country": text(
          "`{value}` cannot be read as a province: the row has no country",
          "`{value}` ne peut pas être lu comme province : la ligne n'a pas de pays")
      ],
      help: text("correct province or country", "corrigez la province ou le pays"),
      kindArguments: ["value"]),
    IssueDefinition(
      "value.postal-code-invalid", .error, when: "not the form of its country",
      message: text(
        "`{value}` is not a postal code of `{country}`: the letter `{letter}` is not used",
        "`{value}` n'est pas un code postal de `{country}` : la lettre `{letter}` n'est pas"
          + " utilisée"),
      variants: [
        "first-letter": text(
          "`{value}` is not a postal code of `{country}`: none begins with `{letter}`",
          "`{value}` n'est pas un code postal de `{country}` : aucun ne commence par `{letter}`"),
        "form": text(
          "`{value}` is not a postal code of `{country}`, expected the form `{expected}`",
          "`{value}` n'est pas un code postal de `{country}`, la forme `{expected}` est attendue"),
        "general": text(
          "`{value}` is not a postal code, expected `2` to `10` letters, digits, spaces or hyphens",
          "`{value}` n'est pas un code postal, `2` à `10` lettres, chiffres, espaces ou traits"
            + " d'union sont attendus"),
      ],
      help: text("correct the postal code", "corrigez le code postal")),
    IssueDefinition(
      "value.postal-code-region", .warning,
      when: "the first letter (CA) or first digits (US) belong to another subdivision",
      message: text(
        "postal code `{value}` is in `{found}`, the row says `{expected}`",
        "le code postal `{value}` est en `{found}`, la ligne dit `{expected}`"),
      help: text(
        "check postal code and province", "vérifiez le code postal et la province")),
    IssueDefinition(
      "value.list-item-empty", .error,
      when: "two separators without text between, or a leading one",
      message: text(
        "the list `{value}` has an empty item", "la liste `{value}` a un élément vide"),
      help: text("remove the extra separator", "retirez le séparateur en trop")),
    IssueDefinition(
      "value.list-item-repeated", .warning,
      when: "an item occurs again after normalisation; the first is kept",
      message: text("the list repeats `{item}`", "la liste répète `{item}`"),
      help: text("remove the repeated item", "retirez l'élément répété")),
  ]
}
