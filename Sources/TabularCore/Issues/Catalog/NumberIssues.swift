extension IssueCatalog {
  /// Issues of numbers, amounts and codes made of digits.
  static let numberIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.not-integer", .error, when: "not readable as a whole number",
      message: text(
        "`{value}` is not a whole number", "`{value}` n'est pas un nombre entier"),
      help: text("enter a whole number", "saisissez un nombre entier")),
    IssueDefinition(
      "value.not-number", .error, when: "not readable as a number or amount",
      message: text("`{value}` is not a number", "`{value}` n'est pas un nombre"),
      variants: [
        "amount": text("`{value}` is not an amount", "`{value}` n'est pas un montant")
      ],
      help: text("enter a number", "saisissez un nombre"),
      helpVariants: ["amount": text("enter an amount", "saisissez un montant")]),
    IssueDefinition(
      "value.out-of-range", .error,
      when: "below the minimum, above the maximum, or list size outside its limits",
      message: text(
        "`{value}` is above `{limit}`, the highest `{field}`",
        "`{value}` dépasse `{limit}`, le plus grand `{field}`"),
      variants: [
        "below": text(
          "`{value}` is below `{limit}`, the lowest `{field}`",
          "`{value}` est inférieur à `{limit}`, le plus petit `{field}`"),
        "list-above": text(
          "`{field}` has `{count}` {count|item|items}, at most `{limit}` {limit|is|are} allowed",
          "`{field}` a `{count}` {count|élément|éléments}, `{limit}` au plus"
            + " {limit|est permis|sont permis}"),
        "list-below": text(
          "`{field}` has `{count}` {count|item|items}, at least `{limit}` {limit|is|are} needed",
          "`{field}` a `{count}` {count|élément|éléments}, il en faut au moins `{limit}`"),
      ],
      help: text("correct the value", "corrigez la valeur"),
      helpVariants: [
        "list-above": text("remove items", "retirez des éléments"),
        "list-below": text("add items", "ajoutez des éléments"),
      ]),
    IssueDefinition(
      "value.too-precise", .error,
      when: "more decimals than the field or currency has, or more digits than are kept exactly",
      message: text(
        "`{value}` has `{count}` {count|decimal|decimals}, `{currency}` has `{limit}`",
        "`{value}` a `{count}` {count|décimale|décimales}, `{currency}` en a `{limit}`"),
      variants: [
        "field": text(
          "`{value}` has `{count}` {count|decimal|decimals}, `{field}` has at most `{limit}`",
          "`{value}` a `{count}` {count|décimale|décimales}, `{field}` en a au plus `{limit}`"),
        "digits": text(
          "`{value}` has more digits than are kept exactly, `{field}` keeps `{limit}`",
          "`{value}` a plus de chiffres qu'il n'en est gardé exactement, `{field}` en garde"
            + " `{limit}`"),
      ],
      help: text("round the amount", "arrondissez le montant"),
      helpVariants: [
        "field": text("round the number", "arrondissez le nombre"),
        "digits": text("round the number", "arrondissez le nombre"),
      ]),
    IssueDefinition(
      "value.number-ambiguous", .error, when: "the decimal mark cannot be decided",
      message: text(
        "`{value}` can be `{first}` or `{second}`; nothing in the column decides",
        "`{value}` peut être `{first}` ou `{second}` ; rien dans la colonne ne tranche"),
      variants: [
        "mixed": text(
          "`{value}` can be `{first}` or `{second}`; the column has both decimal marks",
          "`{value}` peut être `{first}` ou `{second}` ; la colonne a les deux marques décimales")
      ],
      help: text(
        "write `{first}` or `{second}` without grouping",
        "écrivez `{first}` ou `{second}` sans séparateur de milliers")),
    IssueDefinition(
      "value.digits-lost", .error,
      when: "exponent text in a code or phone, or what a spreadsheet shows for a longer number; a"
        + " number cell with more than 15 digits",
      message: text(
        "`{value}` has lost digits; expected {expected}",
        "`{value}` a perdu des chiffres ; {expected} est attendu"),
      help: text(
        "format the column as text and type the value again",
        "mettez la colonne au format texte et saisissez la valeur de nouveau")),
    IssueDefinition(
      "value.digits-unsure", .warning,
      when: "a number cell with a whole number from 2^53 on, or of 16 digits that end in zero",
      message: text(
        "`{value}` has more digits than most programs keep; the last ones may be others",
        "`{value}` a plus de chiffres que la plupart des programmes n'en gardent ; les derniers"
          + " peuvent être autres"),
      help: text(
        "compare it with its source; a column formatted as text keeps all digits",
        "comparez-le à sa source ; une colonne au format texte garde tous les chiffres")),
    IssueDefinition(
      "value.zero-lost", .warning,
      when: "a code shorter than the length that at least 90 % of the column's all-digit codes"
        + " have",
      message: text(
        "`{value}` has `{count}` {count|digit|digits} where `{usual}` of `{total}` values have"
          + " `{length}`; leading zeros may be lost",
        "`{value}` a `{count}` {count|chiffre|chiffres} alors que `{usual}` valeurs sur `{total}`"
          + " en ont `{length}` ; des zéros de tête sont peut-être perdus"),
      help: text(
        "format the column as text and restore the zeros",
        "mettez la colonne au format texte et rétablissez les zéros")),
    IssueDefinition(
      "value.percent-suspect", .warning,
      when:
        "a percent field holds a number over 0 and up to 1 without a percent format or sign, and"
        + " the column holds numbers over 1",
      message: text(
        "`{value}` stands beside percentages over 1, for example `{other}` in row `{row}`; expected"
          + " `{expected}` for {expected} %",
        "`{value}` est à côté de pourcentages supérieurs à 1, par exemple `{other}` à la ligne"
          + " `{row}` ; `{expected}` est attendu pour {expected} %"),
      help: text(
        "type the percentage; leave it if it is meant",
        "saisissez le pourcentage ; laissez-le s'il est voulu")),
  ]
}
