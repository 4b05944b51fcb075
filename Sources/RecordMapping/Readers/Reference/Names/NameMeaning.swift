/// What a name means.
enum NameMeaning: Equatable {
  /// Nothing that is known.
  case nothing
  /// The thing with a code.
  case one(String)
  /// Different things in different languages, by their codes in order.
  case several([String])

  /// The code of the one thing meant; `nil` for none and for several.
  var code: String? {
    if case .one(let code) = self { code } else { nil }
  }
}
