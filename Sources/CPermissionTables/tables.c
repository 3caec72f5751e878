#include "CPermissionTables.h"

// The compilers that build this know `#embed` before C23 has reached their default language version.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Written by `ringfence-dev permissions`; see NOTICE for where the facts come from.
static const uint8_t actions[] = {
#embed "actions.txt"
};

static const uint8_t sam_policy_templates[] = {
#embed "sam-policy-templates.txt"
};

static const uint8_t sam_connectors[] = {
#embed "sam-connectors.txt"
};

static const uint8_t sam_managed_policies[] = {
#embed "sam-managed-policies.txt"
};

const uint8_t *ringfence_actions(void) { return actions; }
size_t ringfence_actions_length(void) { return sizeof actions; }

static const uint8_t escalations[] = {
#embed "escalations.txt"
};

static const uint8_t managed_escalations[] = {
#embed "managed-escalations.txt"
};

const uint8_t *ringfence_escalations(void) { return escalations; }
size_t ringfence_escalations_length(void) { return sizeof escalations; }

const uint8_t *ringfence_managed_escalations(void) { return managed_escalations; }
size_t ringfence_managed_escalations_length(void) { return sizeof managed_escalations; }

const uint8_t *ringfence_sam_policy_templates(void) { return sam_policy_templates; }
size_t ringfence_sam_policy_templates_length(void) { return sizeof sam_policy_templates; }

const uint8_t *ringfence_sam_connectors(void) { return sam_connectors; }
size_t ringfence_sam_connectors_length(void) { return sizeof sam_connectors; }

const uint8_t *ringfence_sam_managed_policies(void) { return sam_managed_policies; }
size_t ringfence_sam_managed_policies_length(void) { return sizeof sam_managed_policies; }

static const uint8_t resource_types[] = {
#embed "resource-types.txt"
};

const uint8_t *ringfence_resource_types(void) { return resource_types; }
size_t ringfence_resource_types_length(void) { return sizeof resource_types; }

static const uint8_t sdk_operations[] = {
#embed "sdk-operations.txt"
};

const uint8_t *ringfence_sdk_operations(void) { return sdk_operations; }
size_t ringfence_sdk_operations_length(void) { return sizeof sdk_operations; }

static const uint8_t sdk_parameters[] = {
#embed "sdk-parameters.txt"
};

const uint8_t *ringfence_sdk_parameters(void) { return sdk_parameters; }
size_t ringfence_sdk_parameters_length(void) { return sizeof sdk_parameters; }

static const uint8_t sdk_helpers[] = {
#embed "sdk-helpers.txt"
};

const uint8_t *ringfence_sdk_helpers(void) { return sdk_helpers; }
size_t ringfence_sdk_helpers_length(void) { return sizeof sdk_helpers; }

static const uint8_t sdk_resources[] = {
#embed "sdk-resources.txt"
};

const uint8_t *ringfence_sdk_resources(void) { return sdk_resources; }
size_t ringfence_sdk_resources_length(void) { return sizeof sdk_resources; }

static const uint8_t sdk_customer_keys[] = {
#embed "sdk-customer-keys.txt"
};

const uint8_t *ringfence_sdk_customer_keys(void) { return sdk_customer_keys; }
size_t ringfence_sdk_customer_keys_length(void) { return sizeof sdk_customer_keys; }

static const uint8_t managed_statements[] = {
#embed "managed-statements.txt"
};

const uint8_t *ringfence_managed_statements(void) { return managed_statements; }
size_t ringfence_managed_statements_length(void) { return sizeof managed_statements; }

static const uint8_t condition_keys[] = {
#embed "condition-keys.txt"
};

const uint8_t *ringfence_condition_keys(void) { return condition_keys; }
size_t ringfence_condition_keys_length(void) { return sizeof condition_keys; }

static const uint8_t action_dependents[] = {
#embed "action-dependents.txt"
};

const uint8_t *ringfence_action_dependents(void) { return action_dependents; }
size_t ringfence_action_dependents_length(void) { return sizeof action_dependents; }

static const uint8_t deployed_types[] = {
#embed "deployed-types.txt"
};

const uint8_t *ringfence_deployed_types(void) { return deployed_types; }
size_t ringfence_deployed_types_length(void) { return sizeof deployed_types; }
