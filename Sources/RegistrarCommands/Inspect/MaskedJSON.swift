import JSONText
import TabularCore

/// A text as a JSON string, its card numbers masked.
func maskedJSON(_ text: String) -> String { jsonString(maskingPaymentCards(text)) }
