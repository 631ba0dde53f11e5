ALTER TABLE FALLOUT_TASK ADD ELEMENT VARCHAR2(64 CHAR);

COMMENT ON COLUMN FALLOUT_TASK.ELEMENT IS 'Network element that the task is about; NULL when it is about none';

UPDATE FALLOUT_TASK SET ELEMENT = 'hlr' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.activate-sim', 'fulfilment.deactivate-sim', 'fulfilment.bar-subscriber', 'fulfilment.unbar-subscriber'));
UPDATE FALLOUT_TASK SET ELEMENT = 'sim' WHERE ELEMENT = 'hlr' AND STEP_ID IN (SELECT STEP_ID FROM NETWORK_ACTION
  WHERE ACTION IN ('activate-sim', 'deactivate-sim') AND STATE <> 'SUCCEEDED');
UPDATE FALLOUT_TASK SET ELEMENT = 'policy' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.apply-network-profile', 'fulfilment.remove-network-profile', 'fulfilment.replace-network-profile',
  'fulfilment.restore-network-profile'));
UPDATE FALLOUT_TASK SET ELEMENT = 'charging' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.provision-charging', 'fulfilment.remove-charging', 'fulfilment.replace-charging', 'fulfilment.restore-charging'));
UPDATE FALLOUT_TASK SET ELEMENT = 'device' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.activate-device', 'fulfilment.deactivate-device'));
UPDATE FALLOUT_TASK SET ELEMENT = 'ota' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.update-sim', 'fulfilment.withdraw-update'));
UPDATE FALLOUT_TASK SET ELEMENT = 'voicemail' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.create-mailbox', 'fulfilment.remove-mailbox'));
UPDATE FALLOUT_TASK SET ELEMENT = 'shipping' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.ship-sim', 'fulfilment.cancel-shipment'));
UPDATE FALLOUT_TASK SET ELEMENT = 'smdp' WHERE STEP_ID IN (SELECT STEP_ID FROM PLAN_STEP WHERE JOB_TYPE IN (
  'fulfilment.order-profile', 'fulfilment.cancel-profile'));

-- lists of an element are in the order in which its tasks were opened
CREATE INDEX FALLOUT_TASK_ELEMENT_IX ON FALLOUT_TASK (ELEMENT, OPENED_AT);
