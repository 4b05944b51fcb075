/// What the name of a column makes likely, before any value is seen.
///
/// A name is a machine name; its words are looked at, not its letters, so that `pincode` is no PIN.
struct NameHints {
  /// The machine name.
  let name: String
  private let words: [String]
  private let set: Set<String>

  init(_ name: String) {
    self.name = name
    words = name.split(separator: "_").map(String.init)
    set = Set(words)
  }

  private func hasAny(_ others: Set<String>) -> Bool { !set.isDisjoint(with: others) }

  /// Whether the values are passwords of people.
  var isPassword: Bool {
    hasAny([
      "password", "passwd", "pwd", "passphrase", "passcode", "motdepasse", "contrasena", "clave",
    ]) || name.contains("mot_de_passe") || name.contains("password")
  }

  /// Whether a password column holds what became of it: `password_hash`, `hashed_password`.
  var isPasswordDigest: Bool {
    isPassword && hasAny(["hash", "hashed", "digest", "encrypted", "crypt"])
  }

  /// Whether a password column says something about a password and is none: `password_reset_required`.
  var isAboutPassword: Bool {
    isPassword
      && hasAny([
        "reset", "required", "changed", "expires", "expiry", "at", "on", "date", "must", "force",
        "set", "count", "attempts", "hint", "policy", "is", "has", "age",
      ])
  }

  /// Whether the values are secrets that a program makes for itself.
  var isProgramSecret: Bool {
    hasAny(["token", "secret", "salt", "otp", "totp", "nonce", "csrf"])
      || name.contains("api_key") || name.contains("private_key") || name.contains("recovery_code")
  }

  /// Whether the values tell something about a person.
  var isPersonal: Bool {
    if isPassword || isProgramSecret { return true }
    return hasAny([
      "email", "mail", "courriel", "correo", "phone", "telephone", "tel", "mobile", "cell", "fax",
      "telefono", "portable", "firstname", "lastname", "surname", "forename", "birth", "birthday",
      "dob", "birthdate", "naissance", "nacimiento", "ssn", "sin", "nin", "passport", "iban",
      "address", "adresse", "direccion", "street", "rue", "calle", "postal", "zip", "postcode",
      "gender", "sex", "genre", "sexo", "nationality", "salary", "salaire", "salario", "person",
      "contact", "apellido", "apellidos", "prenom", "famille", "username", "login", "medical",
      "health", "diagnosis", "religion", "ethnicity", "card", "iin", "license", "licence",
    ])
      || ["first_name", "last_name", "middle_name", "full_name", "family_name", "given_name"]
        .contains { name.contains($0) }
      || ["nom", "nombre"].contains(name)
  }

  /// Whether the values are e-mail addresses.
  var isEmail: Bool { hasAny(["email", "mail", "courriel", "correo"]) }
  /// Whether the values are phone numbers.
  var isPhone: Bool {
    hasAny([
      "phone", "telephone", "tel", "mobile", "cell", "cellphone", "fax", "telefono", "portable",
      "phones",
    ])
  }
  /// Whether the values say where something is, by post.
  var isPostal: Bool {
    hasAny(["postal", "zip", "zipcode", "postcode", "plz", "postale"])
  }
  /// Whether the values are time zones.
  var isZone: Bool {
    hasAny(["tz", "timezone", "fuseau"]) || name.contains("time_zone") || name.contains("zona_hor")
  }
  /// Whether the values are countries.
  var isCountry: Bool { hasAny(["country", "pays", "pais", "nationality"]) }
  /// Whether the values are languages.
  var isLanguage: Bool { hasAny(["language", "lang", "langue", "idioma", "locale"]) }
  /// Whether the values are currencies.
  var isCurrency: Bool { hasAny(["currency", "devise", "moneda", "monnaie"]) }
  /// Whether 0 and 1 mean no and yes.
  var isYesNo: Bool {
    let first = words.first ?? ""
    return ["is", "has", "can", "must", "allow", "allows", "est", "es"].contains(first)
      || hasAny(["active", "enabled", "disabled", "deleted", "archived", "confirmed", "verified"])
      || hasAny(["required", "flag", "actif", "activo"])
  }
  /// Whether numbers are names of records and not amounts.
  var isIdentifier: Bool {
    guard let last = words.last else { return false }
    return [
      "id", "code", "no", "nr", "num", "number", "ref", "reference", "sku", "key", "matricule",
      "numero", "zip", "postcode", "barcode", "isbn", "ean", "codigo", "cod", "serial", "ssn",
      "account", "postal",
    ].contains(last)
  }

  /// How likely a unique column is what people know a record by: 0 is best.
  var keyRank: Int {
    let ranks: [[String]] = [
      ["code", "codigo"], ["email", "mail", "courriel", "correo"],
      ["username", "login", "slug", "handle"],
      ["sku", "isbn", "ean", "barcode", "ref", "reference", "matricule", "key"],
      ["number", "no", "nr", "num", "numero"], ["id", "uuid", "guid"],
      ["name", "nom", "nombre", "title", "titre", "titulo", "label"],
    ]
    guard let last = words.last else { return ranks.count }
    return ranks.firstIndex { $0.contains(last) } ?? ranks.count
  }
}
