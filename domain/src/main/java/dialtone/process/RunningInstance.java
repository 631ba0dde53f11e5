package dialtone.process;

/**
 * An instance, and what it runs.
 *
 * @param newest latest version of its process that the engine has
 */
public record RunningInstance(ProcessInstanceKey key, String processId, int version, int newest, InstanceState state) {

    public boolean isOutdated() {
        return state == InstanceState.ACTIVE && version < newest;
    }
}
