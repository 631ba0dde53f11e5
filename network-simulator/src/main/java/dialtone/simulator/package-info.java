/**
 * The network of the operator in one process: HLR/HSS, SIM vendor and SM-DP+, policy, device activation, online charging, over the air,
 * voicemail, warehouse, credit bureau, identity register, coverage and a mail server, each with state, counters and faults to order. It knows the contracts and nothing else of Dialtone.
 */
@NullMarked
package dialtone.simulator;

import org.jspecify.annotations.NullMarked;
