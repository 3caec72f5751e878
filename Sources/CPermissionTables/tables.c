#include "CPermissionTables.h"

// The compilers that build this know `#embed` before C23 has reached their default language version.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Written by `ringfence-dev permissions`; see NOTICE for where the facts come from.
static const uint8_t actions[] = {
#embed "actions.txt"
};

static const uint8_t managed_policies[] = {
#embed "managed-policies.txt"
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

const uint8_t *ringfence_managed_policies(void) { return managed_policies; }
size_t ringfence_managed_policies_length(void) { return sizeof managed_policies; }

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
