package dialtone.bpmn;

/** The BPMN errors a job may throw: business refusals and outages that retries did not mend. */
public enum ProcessError {
    /** A network element refused what was asked of it. */
    ELEMENT_REFUSED,
    /** A network element refused what, by the fault policy, is given up without a person. */
    ROLLBACK_BY_POLICY,
    /** A network element or another system stayed out of reach until the retries were used up. */
    RETRIES_EXHAUSTED,
    /** No free MSISDN. */
    NUMBER_POOL_EMPTY,
    /** No free SIM of the kind asked for. */
    SIM_POOL_EMPTY,
    /** The device is not on stock. */
    DEVICE_OUT_OF_STOCK,
    /** A person decided to give the item up. */
    ITEM_GIVEN_UP
}
