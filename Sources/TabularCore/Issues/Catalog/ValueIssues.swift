extension IssueCatalog {
  /// Issues of a cell's value that any type of field may have.
  static let valueIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.required", .error,
      when: "a required field outside the key is empty in the resulting record",
      message: text(
        "`{field}` is empty, expected {expected}", "`{field}` est vide, {expected} est attendu"),
      variants: [
        "cleared": text(
          "`{field}` is cleared, expected {expected}",
          "`{field}` est effacé, {expected} est attendu"),
        "part": text(
          "the {part} of `{field}` is empty, expected {expected}",
          "{part} de `{field}` manque, {expected} est attendu"),
        "placeholder": text(
          "`{value}` counts as empty in `{field}`, expected {expected}",
          "`{value}` compte comme vide dans `{field}`, {expected} est attendu"),
      ],
      help: text("fill in the cell", "remplissez la cellule")),
    IssueDefinition(
      "value.required-if", .error, when: "the field's condition holds and the field is empty",
      message: text(
        "`{field}` is empty, expected {expected} because `{other}` is `{found}`",
        "`{field}` est vide, {expected} est attendu parce que `{other}` vaut `{found}`"),
      variants: [
        "reason": text(
          "`{field}` is empty, expected {expected} because {reason}",
          "`{field}` est vide, {expected} est attendu parce que {reason}"),
        "placeholder": text(
          "`{value}` counts as empty in `{field}`, expected {expected} because {reason}",
          "`{value}` compte comme vide dans `{field}`, {expected} est attendu parce que {reason}"),
      ],
      help: text(
        "fill in the cell or change `{other}`", "remplissez la cellule ou changez `{other}`"),
      helpVariants: [
        "reason": text("fill in the cell", "remplissez la cellule"),
        "placeholder": text("fill in the cell", "remplissez la cellule"),
      ]),
    IssueDefinition(
      "value.cell-error", .error,
      when: "the cell holds a spreadsheet error, as such or as the word that was exported for it",
      message: text(
        "the cell shows `{value}`, expected a value",
        "la cellule affiche `{value}`, une valeur est attendue"),
      variants: [
        "narrow": text(
          "the cell holds `{value}`, which stands for a value that its column was too narrow to show",
          "la cellule contient `{value}`, mis pour une valeur que sa colonne trop étroite ne montrait"
            + " pas")
      ],
      help: text(
        "correct the formula or type the value", "corrigez la formule ou saisissez la valeur"),
      helpVariants: [
        "narrow": text(
          "widen the column and export the file again",
          "élargissez la colonne et exportez le fichier de nouveau")
      ],
      kindArguments: ["value"]),
    IssueDefinition(
      "value.formula-uncached", .error, when: "a formula without saved result",
      message: text(
        "the formula has no saved result", "la formule n'a pas de résultat enregistré"),
      help: text(
        "open the workbook in Excel, let it calculate, save",
        "ouvrez le classeur dans Excel, laissez-le calculer, enregistrez")),
    IssueDefinition(
      "value.normalised", .note,
      when: "the stored form differs from the cell by more than Unicode composition and case",
      message: text("`{value}` was read as `{result}`", "`{value}` a été lu comme `{result}`"),
      variants: [
        IssueDefinition.summaryVariant: text(
          "`{value}` read as `{result}`", "`{value}` lu comme `{result}`"),
        "text-as-number": text(
          "the text `{value}` was read as the number `{result}`",
          "le texte `{value}` a été lu comme le nombre `{result}`"),
        "number-as-text": text(
          "the number `{value}` was read as the text `{result}`",
          "le nombre `{value}` a été lu comme le texte `{result}`"),
        "empty": text("`{value}` was read as empty", "`{value}` a été lu comme vide"),
      ],
      help: text("nothing to do", "rien à faire")),
    IssueDefinition(
      "value.text-damaged", .error,
      when: "a control character, U+FFFD, or text that was decoded twice",
      message: text(
        "`{value}` was decoded twice, expected `{expected}`",
        "`{value}` a été décodé deux fois, `{expected}` est attendu"),
      variants: [
        "control": text(
          "the text holds the control character `{character}`",
          "le texte contient le caractère de contrôle `{character}`"),
        "replacement": text(
          "`{value}` holds the replacement character `U+FFFD`, which stands for a lost one",
          "`{value}` contient le caractère `U+FFFD`, qui remplace un caractère perdu"),
      ],
      help: text(
        "correct the text, or export it again as UTF-8",
        "corrigez le texte, ou exportez-le de nouveau en UTF-8")),
    IssueDefinition(
      "value.look-alike", .error,
      when: "a code, e-mail or user name mixes Latin with Cyrillic or Greek letters",
      message: text(
        "`{value}` begins with {script} `{character}` ({codePoint}), expected Latin letters",
        "`{value}` commence par {script} `{character}` ({codePoint}), des lettres latines sont"
          + " attendues"),
      variants: [
        "inside": text(
          "`{value}` holds {script} `{character}` ({codePoint}), expected Latin letters",
          "`{value}` contient {script} `{character}` ({codePoint}), des lettres latines sont"
            + " attendues")
      ],
      help: text("retype the value", "saisissez la valeur de nouveau")),
    IssueDefinition(
      "value.too-long", .error, when: "more characters than the limit",
      message: text(
        "`{field}` has `{count}` {count|character|characters}, at most `{limit}`"
          + " {limit|is|are} allowed",
        "`{field}` a `{count}` {count|caractère|caractères}, `{limit}` au plus"
          + " {limit|est permis|sont permis}"),
      variants: [
        "text-length": text(
          "the cell has more than `{limit}` characters, the limit of a cell",
          "la cellule a plus de `{limit}` caractères, la limite d'une cellule"),
        "field-size": text(
          "the field is longer than {limit:bytes}, the limit of a field",
          "le champ dépasse {limit:bytes}, la limite d'un champ"),
      ],
      help: text("shorten the text", "raccourcissez le texte")),
    IssueDefinition(
      "value.pattern", .error, when: "does not match the field's pattern after normalisation",
      message: text(
        "`{value}` does not fit `{field}`: {expected}",
        "`{value}` ne convient pas à `{field}` : {expected}"),
      variants: [
        "form": text(
          "`{value}` does not fit `{field}`, expected the form `{expected}`",
          "`{value}` ne convient pas à `{field}`, la forme `{expected}` est attendue"),
        "too-short": text(
          "`{value}` has `{count}` {count|character|characters}, `{field}` needs at least"
            + " `{limit}`",
          "`{value}` a `{count}` {count|caractère|caractères}, `{field}` en demande au moins"
            + " `{limit}`"),
        "url": text(
          "`{value}` is not a web address, expected `http://` or `https://` and a host with a dot",
          "`{value}` n'est pas une adresse web, `http://` ou `https://` et un hôte avec un point"
            + " sont attendus"),
      ],
      help: text("correct the value", "corrigez la valeur")),
    IssueDefinition(
      "value.wrong-cell-type", .error,
      when: "a cell type the field cannot be read from: a yes/no cell in text, a fraction in a"
        + " code, a grouped number in a list, a number in a secret",
      message: text(
        "the cell holds `{value}`, expected {expected}",
        "la cellule contient `{value}`, {expected} est attendu"),
      variants: [
        "grouped": text(
          "the cell holds the number `{value}` shown with grouping, which may have been a list",
          "la cellule contient le nombre `{value}` affiché avec séparateurs, qui était peut-être"
            + " une liste"),
        "secret": text(
          "the cell holds a number or a date, expected text",
          "la cellule contient un nombre ou une date, du texte est attendu"),
      ],
      help: text(
        "format the cell as text and type the value",
        "mettez la cellule au format texte et saisissez la valeur")),
    IssueDefinition(
      "value.placeholder", .warning,
      when: "one of the placeholder texts in a field that is not multiline; read as blank",
      message: text("`{value}` was read as empty", "`{value}` a été lu comme vide"),
      help: text(
        "fill in the value or clear the cell", "remplissez la valeur ou videz la cellule")),
    IssueDefinition(
      "value.secret-refused", .error,
      when: "a filled cell of a secret field that refuses values; the value is not shown",
      message: text(
        "`{field}` is filled in; passwords are not imported into `{table}`",
        "`{field}` est rempli ; les mots de passe ne sont pas importés dans `{table}`"),
      help: text(
        "clear the column; accounts are activated by invitation",
        "videz la colonne ; les comptes sont activés par invitation")),
    IssueDefinition(
      "value.secret-policy", .error,
      when: "a secret that is hashed or kept breaks its rule; the value is not shown",
      message: text(
        "`{field}` has fewer than `{limit}` characters",
        "`{field}` a moins de `{limit}` caractères"),
      variants: [
        "too-long": text(
          "`{field}` has more than `{limit}` characters",
          "`{field}` a plus de `{limit}` caractères"),
        "classes": text(
          "`{field}` holds one class of characters, expected at least `2`",
          "`{field}` contient une seule classe de caractères, au moins `2` sont attendues"),
        "equals": text(
          "`{field}` equals `{other}`, expected another text",
          "`{field}` est égal à `{other}`, un autre texte est attendu"),
        "no-key": text(
          "`{field}` cannot be kept: `REGISTRAR_SECRET_KEY_FILE` names no key",
          "`{field}` ne peut pas être conservé : `REGISTRAR_SECRET_KEY_FILE` ne nomme pas de clé"),
      ],
      help: text("set a longer password", "choisissez un mot de passe plus long"),
      helpVariants: [
        "too-long": text("set a shorter password", "choisissez un mot de passe plus court"),
        "classes": text(
          "mix letters, digits and signs", "mélangez lettres, chiffres et signes"),
        "equals": text("set another password", "choisissez un autre mot de passe"),
        "no-key": text(
          "name the file with the key, or clear the column",
          "nommez le fichier de la clé, ou videz la colonne"),
      ]),
    IssueDefinition(
      "value.card-number", .error,
      when: "13–19 digits with card prefix and Luhn sum in a field that is not a code, phone or"
        + " number; all but the last four masked",
      message: text(
        "the cell looks like a payment card number ending in `{last}`",
        "la cellule ressemble à un numéro de carte de paiement finissant par `{last}`"),
      help: text(
        "remove the number; use a payment reference",
        "retirez le numéro ; utilisez une référence de paiement")),
  ]
}
