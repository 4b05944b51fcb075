/// The page that explains an issue code: what it means, an example that fails, what to do.
///
/// Pages are Markdown files of this target, built into the program.
public struct Explanation: Sendable {
  /// The code.
  public var code: IssueCode
  /// The page, Markdown.
  public var text: String

  /// The page of a code of the catalog; `nil` for any other.
  public init?(_ code: IssueCode) {
    guard let bytes = Self.page(of: code) else { return nil }
    self.code = code
    text = String(decoding: bytes, as: UTF8.self)
  }

  private static func page(of code: IssueCode) -> [UInt8]? {
    switch code.area {
    case "file": filePage(code.rawValue)
    case "zip": zipPage(code.rawValue)
    case "xml": xmlPage(code.rawValue)
    case "csv": csvPage(code.rawValue)
    case "workbook": workbookPage(code.rawValue)
    case "sheet": sheetPage(code.rawValue)
    case "header": headerPage(code.rawValue)
    case "value": valuePage(code.rawValue)
    case "row": rowPage(code.rawValue)
    case "key": keyPage(code.rawValue)
    case "reference": referencePage(code.rawValue)
    case "table": tablePage(code.rawValue)
    case "rule": rulePage(code.rawValue)
    case "store": storePage(code.rawValue)
    case "guard": guardPage(code.rawValue)
    case "run": runPage(code.rawValue)
    case "emit": emitPage(code.rawValue)
    case "schema": schemaPage(code.rawValue)
    default: nil
    }
  }

  private static func filePage(_ code: String) -> [UInt8]? {
    switch code {
    case "file.not-found": PackageResources.file_not_found_md
    case "file.unreadable": PackageResources.file_unreadable_md
    case "file.empty": PackageResources.file_empty_md
    case "file.too-large": PackageResources.file_too_large_md
    case "file.unknown-format": PackageResources.file_unknown_format_md
    case "file.legacy-excel": PackageResources.file_legacy_excel_md
    case "file.encrypted": PackageResources.file_encrypted_md
    case "file.no-table": PackageResources.file_no_table_md
    case "file.no-rows": PackageResources.file_no_rows_md
    case "file.given-twice": PackageResources.file_given_twice_md
    case "file.unchanged": PackageResources.file_unchanged_md
    default: nil
    }
  }

  private static func zipPage(_ code: String) -> [UInt8]? {
    switch code {
    case "zip.damaged": PackageResources.zip_damaged_md
    case "zip.bomb": PackageResources.zip_bomb_md
    case "zip.unsafe-path": PackageResources.zip_unsafe_path_md
    case "zip.missing-part": PackageResources.zip_missing_part_md
    default: nil
    }
  }

  private static func xmlPage(_ code: String) -> [UInt8]? {
    switch code {
    case "xml.malformed": PackageResources.xml_malformed_md
    case "xml.doctype": PackageResources.xml_doctype_md
    case "xml.limit": PackageResources.xml_limit_md
    default: nil
    }
  }

  private static func csvPage(_ code: String) -> [UInt8]? {
    switch code {
    case "csv.encoding-invalid": PackageResources.csv_encoding_invalid_md
    case "csv.dialect-guessed": PackageResources.csv_dialect_guessed_md
    case "csv.delimiter-unclear": PackageResources.csv_delimiter_unclear_md
    case "csv.quote-unclosed": PackageResources.csv_quote_unclosed_md
    case "csv.quote-stray": PackageResources.csv_quote_stray_md
    case "csv.too-many-fields": PackageResources.csv_too_many_fields_md
    case "csv.too-few-fields": PackageResources.csv_too_few_fields_md
    default: nil
    }
  }

  private static func workbookPage(_ code: String) -> [UInt8]? {
    switch code {
    case "workbook.template-version": PackageResources.workbook_template_version_md
    case "workbook.template-other": PackageResources.workbook_template_other_md
    case "workbook.date-1904": PackageResources.workbook_date_1904_md
    default: nil
    }
  }

  private static func sheetPage(_ code: String) -> [UInt8]? {
    switch code {
    case "sheet.missing": PackageResources.sheet_missing_md
    case "sheet.unknown": PackageResources.sheet_unknown_md
    case "sheet.hidden": PackageResources.sheet_hidden_md
    case "sheet.ambiguous": PackageResources.sheet_ambiguous_md
    case "sheet.merged-cells": PackageResources.sheet_merged_cells_md
    case "sheet.hidden-rows": PackageResources.sheet_hidden_rows_md
    case "sheet.hidden-columns": PackageResources.sheet_hidden_columns_md
    case "sheet.bad-cell": PackageResources.sheet_bad_cell_md
    default: nil
    }
  }

  private static func headerPage(_ code: String) -> [UInt8]? {
    switch code {
    case "header.not-found": PackageResources.header_not_found_md
    case "header.required-missing": PackageResources.header_required_missing_md
    case "header.repeated": PackageResources.header_repeated_md
    case "header.unknown": PackageResources.header_unknown_md
    case "header.unnamed": PackageResources.header_unnamed_md
    case "header.split-conflict": PackageResources.header_split_conflict_md
    default: nil
    }
  }

  private static func valuePage(_ code: String) -> [UInt8]? {
    switch code {
    case "value.required": PackageResources.value_required_md
    case "value.required-if": PackageResources.value_required_if_md
    case "value.cell-error": PackageResources.value_cell_error_md
    case "value.formula-uncached": PackageResources.value_formula_uncached_md
    case "value.normalised": PackageResources.value_normalised_md
    case "value.text-damaged": PackageResources.value_text_damaged_md
    case "value.look-alike": PackageResources.value_look_alike_md
    case "value.too-long": PackageResources.value_too_long_md
    case "value.pattern": PackageResources.value_pattern_md
    case "value.wrong-cell-type": PackageResources.value_wrong_cell_type_md
    case "value.placeholder": PackageResources.value_placeholder_md
    case "value.secret-refused": PackageResources.value_secret_refused_md
    case "value.secret-policy": PackageResources.value_secret_policy_md
    case "value.card-number": PackageResources.value_card_number_md
    case "value.not-integer": PackageResources.value_not_integer_md
    case "value.not-number": PackageResources.value_not_number_md
    case "value.out-of-range": PackageResources.value_out_of_range_md
    case "value.too-precise": PackageResources.value_too_precise_md
    case "value.number-ambiguous": PackageResources.value_number_ambiguous_md
    case "value.digits-lost": PackageResources.value_digits_lost_md
    case "value.digits-unsure": PackageResources.value_digits_unsure_md
    case "value.zero-lost": PackageResources.value_zero_lost_md
    case "value.percent-suspect": PackageResources.value_percent_suspect_md
    case "value.date-in-text": PackageResources.value_date_in_text_md
    case "value.date-invalid": PackageResources.value_date_invalid_md
    case "value.date-order-unclear": PackageResources.value_date_order_unclear_md
    case "value.date-order-mixed": PackageResources.value_date_order_mixed_md
    case "value.date-order-swapped": PackageResources.value_date_order_swapped_md
    case "value.two-digit-year": PackageResources.value_two_digit_year_md
    case "value.date-1900-shift": PackageResources.value_date_1900_shift_md
    case "value.date-1904-shift": PackageResources.value_date_1904_shift_md
    case "value.time-invalid": PackageResources.value_time_invalid_md
    case "value.zone-missing": PackageResources.value_zone_missing_md
    case "value.local-time-gap": PackageResources.value_local_time_gap_md
    case "value.local-time-twice": PackageResources.value_local_time_twice_md
    case "value.time-zone-unknown": PackageResources.value_time_zone_unknown_md
    case "value.email-invalid": PackageResources.value_email_invalid_md
    case "value.email-typo": PackageResources.value_email_typo_md
    case "value.phone-invalid": PackageResources.value_phone_invalid_md
    case "value.enum-unknown": PackageResources.value_enum_unknown_md
    case "value.boolean-unknown": PackageResources.value_boolean_unknown_md
    case "value.country-unknown": PackageResources.value_country_unknown_md
    case "value.subdivision-unknown": PackageResources.value_subdivision_unknown_md
    case "value.postal-code-invalid": PackageResources.value_postal_code_invalid_md
    case "value.postal-code-region": PackageResources.value_postal_code_region_md
    case "value.list-item-empty": PackageResources.value_list_item_empty_md
    case "value.list-item-repeated": PackageResources.value_list_item_repeated_md
    default: nil
    }
  }

  private static func rowPage(_ code: String) -> [UInt8]? {
    switch code {
    case "row.not-data": PackageResources.row_not_data_md
    case "row.delete-disabled": PackageResources.row_delete_disabled_md
    case "row.shifted": PackageResources.row_shifted_md
    default: nil
    }
  }

  private static func keyPage(_ code: String) -> [UInt8]? {
    switch code {
    case "key.missing": PackageResources.key_missing_md
    case "key.repeated": PackageResources.key_repeated_md
    case "key.repeated-identical": PackageResources.key_repeated_identical_md
    case "key.unique": PackageResources.key_unique_md
    case "key.store-taken": PackageResources.key_store_taken_md
    case "key.conflict": PackageResources.key_conflict_md
    case "key.identity-changed": PackageResources.key_identity_changed_md
    default: nil
    }
  }

  private static func referencePage(_ code: String) -> [UInt8]? {
    switch code {
    case "reference.missing": PackageResources.reference_missing_md
    case "reference.name-ambiguous": PackageResources.reference_name_ambiguous_md
    case "reference.parent-invalid": PackageResources.reference_parent_invalid_md
    case "reference.inactive": PackageResources.reference_inactive_md
    case "reference.wrong-role": PackageResources.reference_wrong_role_md
    case "reference.cycle": PackageResources.reference_cycle_md
    case "reference.unused": PackageResources.reference_unused_md
    default: nil
    }
  }

  private static func tablePage(_ code: String) -> [UInt8]? {
    switch code {
    case "table.row-limit": PackageResources.table_row_limit_md
    case "table.outlier": PackageResources.table_outlier_md
    default: nil
    }
  }

  private static func rulePage(_ code: String) -> [UInt8]? {
    switch code {
    case "rule.identity-missing": PackageResources.rule_identity_missing_md
    case "rule.identity-disagrees": PackageResources.rule_identity_disagrees_md
    case "rule.money-pair": PackageResources.rule_money_pair_md
    case "rule.custom": PackageResources.rule_custom_md
    default: nil
    }
  }

  private static func storePage(_ code: String) -> [UInt8]? {
    switch code {
    case "store.unreachable": PackageResources.store_unreachable_md
    case "store.schema-version": PackageResources.store_schema_version_md
    case "store.rights-missing": PackageResources.store_rights_missing_md
    case "store.row-refused": PackageResources.store_row_refused_md
    case "store.manual-edit": PackageResources.store_manual_edit_md
    case "store.unrecorded": PackageResources.store_unrecorded_md
    case "store.protection-missing": PackageResources.store_protection_missing_md
    case "store.delete-referenced": PackageResources.store_delete_referenced_md
    case "store.exists-skipped": PackageResources.store_exists_skipped_md
    case "store.absent-from-file": PackageResources.store_absent_from_file_md
    case "store.orphans": PackageResources.store_orphans_md
    case "store.count-mismatch": PackageResources.store_count_mismatch_md
    case "store.value-differs": PackageResources.store_value_differs_md
    default: nil
    }
  }

  private static func guardPage(_ code: String) -> [UInt8]? {
    switch code {
    case "guard.change-limit": PackageResources.guard_change_limit_md
    case "guard.delete-limit": PackageResources.guard_delete_limit_md
    case "guard.reject-limit": PackageResources.guard_reject_limit_md
    case "guard.prune-refused": PackageResources.guard_prune_refused_md
    case "guard.backup-missing": PackageResources.guard_backup_missing_md
    case "guard.target-unconfirmed": PackageResources.guard_target_unconfirmed_md
    case "guard.plan-missing": PackageResources.guard_plan_missing_md
    case "guard.receipt-refused": PackageResources.guard_receipt_refused_md
    case "guard.plan-stale": PackageResources.guard_plan_stale_md
    case "guard.production-refused": PackageResources.guard_production_refused_md
    case "guard.maintenance-off": PackageResources.guard_maintenance_off_md
    default: nil
    }
  }

  private static func runPage(_ code: String) -> [UInt8]? {
    switch code {
    case "run.locked": PackageResources.run_locked_md
    case "run.lock-taken-over": PackageResources.run_lock_taken_over_md
    case "run.unfinished": PackageResources.run_unfinished_md
    case "run.too-many-errors": PackageResources.run_too_many_errors_md
    case "run.interrupted": PackageResources.run_interrupted_md
    case "run.undo-kept": PackageResources.run_undo_kept_md
    case "run.undo-refused": PackageResources.run_undo_refused_md
    case "run.internal": PackageResources.run_internal_md
    default: nil
    }
  }

  private static func emitPage(_ code: String) -> [UInt8]? {
    switch code {
    case "emit.write-failed": PackageResources.emit_write_failed_md
    default: nil
    }
  }

  private static func schemaPage(_ code: String) -> [UInt8]? {
    switch code {
    case "schema.unreadable": PackageResources.schema_unreadable_md
    case "schema.invalid": PackageResources.schema_invalid_md
    case "schema.cycle": PackageResources.schema_cycle_md
    case "schema.ambiguous-header": PackageResources.schema_ambiguous_header_md
    case "schema.bad-example": PackageResources.schema_bad_example_md
    default: nil
    }
  }
}
