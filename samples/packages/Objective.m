#import <Foundation/Foundation.h>

// Objective-C has the same suffix as packages.
@interface RemoteMachineList : NSObject
- (NSString *)hostAtIndex:(NSUInteger)index;
@end

@implementation RemoteMachineList
- (NSString *)hostAtIndex:(NSUInteger)index { return [hosts objectAtIndex:index]; }
@end
