#ifndef RINGFENCE_PERMISSION_TABLES_H
#define RINGFENCE_PERMISSION_TABLES_H

#include <stddef.h>
#include <stdint.h>

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_actions(void);
/// The number of bytes of the table.
size_t ringfence_actions_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_escalations(void);
/// The number of bytes of the table.
size_t ringfence_escalations_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_managed_escalations(void);
/// The number of bytes of the table.
size_t ringfence_managed_escalations_length(void);

const uint8_t *ringfence_sam_policy_templates(void);
/// The number of bytes of the table.
size_t ringfence_sam_policy_templates_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sam_connectors(void);
/// The number of bytes of the table.
size_t ringfence_sam_connectors_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sam_managed_policies(void);
/// The number of bytes of the table.
size_t ringfence_sam_managed_policies_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_resource_types(void);
/// The number of bytes of the table.
size_t ringfence_resource_types_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sdk_operations(void);
/// The number of bytes of the table.
size_t ringfence_sdk_operations_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sdk_parameters(void);
/// The number of bytes of the table.
size_t ringfence_sdk_parameters_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sdk_helpers(void);
/// The number of bytes of the table.
size_t ringfence_sdk_helpers_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sdk_resources(void);
/// The number of bytes of the table.
size_t ringfence_sdk_resources_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_sdk_customer_keys(void);
/// The number of bytes of the table.
size_t ringfence_sdk_customer_keys_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_managed_statements(void);
/// The number of bytes of the table.
size_t ringfence_managed_statements_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_condition_keys(void);
/// The number of bytes of the table.
size_t ringfence_condition_keys_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_action_dependents(void);
/// The number of bytes of the table.
size_t ringfence_action_dependents_length(void);

/// The first byte of a table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_deployed_types(void);
/// The number of bytes of the table.
size_t ringfence_deployed_types_length(void);

#endif
