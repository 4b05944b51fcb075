/// The last four digits of a text that looks like the number of a payment card; `nil` when it does not.
///
/// A card number has 13 to 19 digits, perhaps in groups parted by spaces or hyphens, the prefix of a
/// card scheme and a valid check digit (ISO/IEC 7812-1, annex B).
func paymentCardEnding(_ text: String) -> String? { nil }
