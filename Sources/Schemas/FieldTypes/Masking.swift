/// What stands in the place of a field's values where nobody may be recognised.
public enum Masking: Hashable, Sendable {
  /// Other letters and digits.
  case text
  /// An address to which nobody gets mail.
  case email
  /// A phone number of the same country.
  case phone
  /// A postal code of the same region and form.
  case postalCode
  /// A date in the same year.
  case date
  /// A number of as many digits.
  case number
  /// The address of a page that is not there.
  case url
  /// A text with a structure: one of that kind without contents.
  case structure(String)
  /// The value itself: values of lists, times, yes and no name nobody.
  case kept
}
