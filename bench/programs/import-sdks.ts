// What a bot on the same SDKs cannot start without.
import 'botbuilder';
import '@microsoft/teams-ai';

console.log('imports ready');
