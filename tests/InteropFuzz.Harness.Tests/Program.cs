using InteropFuzz.Harness.Tests.Campaigns;

// Tests that kill a process of ours start this assembly as that process; test runners load it and never come here.
if (args is [FuzzSessionTests.Victim, var root]) await FuzzSessionTests.FuzzUntilKilledAsync(root);
